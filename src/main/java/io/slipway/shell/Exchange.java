package io.slipway.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Gives a process its input and takes its output, within a time limit. */
final class Exchange {

    private static final int MOST_OUTPUT = 64 * 1024;

    private Exchange() {}

    /**
     * The output until the process closes it; of a long one the beginning. At the limit or on interruption the process
     * and what it started are killed.
     *
     * @throws IOException if the process did not close its output in time
     */
    static String of(Process process, String input, Duration limit) throws IOException, InterruptedException {
        var thread = Executors.newSingleThreadExecutor();
        try {
            return thread.submit(() -> talk(process, input)).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            kill(process);
            throw new IOException("it was not done after " + limit.toMillis() + " ms and was killed", e);
        } catch (ExecutionException e) {
            kill(process);
            throw new IOException("talking to it failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            kill(process);
            throw e;
        } finally {
            thread.shutdownNow();
        }
    }

    private static String talk(Process process, String input) throws IOException {
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // it ended before it had read all; what it said and its exit value tell why
        }
        try (var out = process.getInputStream()) {
            var beginning = new String(out.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
            out.skip(Long.MAX_VALUE);
            return beginning;
        }
    }

    static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
