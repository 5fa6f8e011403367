package io.slipway.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a tool of this host whose output, or input, is longer than what fits into memory. What it complains of is kept apart. */
final class StreamedProgram {

    private static final int BUFFER = 64 * 1024;
    private static final int MOST_SAID = 16 * 1024;

    private final Process process;
    private final Instant end;
    private final Duration limit;

    private StreamedProgram(Process process, Duration limit) {
        this.process = process;
        this.limit = limit;
        this.end = Instant.now().plus(limit);
    }

    /** Moves bytes between a process and somebody else. */
    private interface Move {
        void through(Process process) throws IOException;
    }

    /**
     * Writes all that the tool says to a sink, which stays open.
     *
     * @return the exit value and what it complained of
     * @throws IOException if the sink takes no more, or the limit is over: the tool and what it started are killed then
     */
    static Program.Result from(
            Duration limit, Map<String, String> environment, String tool, List<String> arguments, OutputStream sink)
            throws IOException, InterruptedException {
        return run(limit, environment, tool, arguments, process -> {
            process.getOutputStream().close();
            copy(process.getInputStream(), sink);
        });
    }

    /**
     * Gives the tool all that a source has. A tool that ends before it has read all is no error of the source.
     *
     * @throws IOException if the source fails, or the limit is over: the tool and what it started are killed then
     */
    static Program.Result into(
            Duration limit, Map<String, String> environment, String tool, List<String> arguments, InputStream source)
            throws IOException, InterruptedException {
        return run(limit, environment, tool, arguments, process -> feed(source, process));
    }

    private static void copy(InputStream source, OutputStream sink) throws IOException {
        var buffer = new byte[BUFFER];
        for (var read = source.read(buffer); read >= 0; read = source.read(buffer)) {
            sink.write(buffer, 0, read);
        }
    }

    private static void feed(InputStream source, Process process) throws IOException {
        var buffer = new byte[BUFFER];
        var sink = process.getOutputStream();
        for (var read = source.read(buffer); read >= 0; read = source.read(buffer)) {
            try {
                sink.write(buffer, 0, read);
            } catch (IOException e) {
                // it ended before it had read all; what it said and its exit value tell why
                return;
            }
        }
        try {
            sink.close();
        } catch (IOException e) {
            // as above: what was buffered finds nobody
        }
    }

    private static Program.Result run(
            Duration limit, Map<String, String> environment, String tool, List<String> arguments, Move move)
            throws IOException, InterruptedException {
        var builder = Program.builder(tool, arguments).redirectErrorStream(false);
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new IOException("Running " + String.join(" ", builder.command()) + " failed: " + e.getMessage(), e);
        }
        var threads = Executors.newFixedThreadPool(2);
        try {
            return new StreamedProgram(process, limit).finish(threads, move);
        } finally {
            Exchange.kill(process);
            threads.shutdownNow();
        }
    }

    private Program.Result finish(ExecutorService threads, Move move) throws IOException, InterruptedException {
        Future<String> said = threads.submit(this::complaints);
        get(threads.submit((Callable<Void>) () -> {
            move.through(process);
            return null;
        }));
        if (!process.waitFor(left(), TimeUnit.MILLISECONDS)) {
            throw late();
        }
        return new Program.Result(process.exitValue(), get(said));
    }

    private String complaints() throws IOException {
        var error = process.getErrorStream();
        var beginning = new String(error.readNBytes(MOST_SAID), StandardCharsets.UTF_8);
        error.skip(Long.MAX_VALUE);
        return beginning;
    }

    private <T> T get(Future<T> future) throws IOException, InterruptedException {
        try {
            return future.get(left(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw late();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
        }
    }

    private long left() {
        return Math.max(0, Duration.between(Instant.now(), end).toMillis());
    }

    private IOException late() {
        return new IOException("it was not done after " + limit + " and was killed");
    }
}
