package io.slipway.faults;

import io.slipway.JarProcess;
import io.slipway.RunningSlipway;
import io.slipway.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One worker process, on its own wire to the server. A killed one is followed by a new one on the same wire. */
final class Crew implements AutoCloseable {

    static final int SLOTS = 4;
    /** Short, so that a pause beyond it is short; what a release does in one task may take longer. */
    static final int LOCK_SECONDS = 2;

    private final Path folder;
    private final int number;
    private final Watch watch;
    private final Wire wire;
    private final List<String> settings;
    private int starts;
    private @Nullable JarProcess process;

    Crew(Path folder, int number, RunningSlipway server, Watch watch, List<String> settings) throws IOException {
        this.folder = folder;
        this.number = number;
        this.watch = watch;
        this.wire = new Wire(server.address(), watch);
        this.settings = settings;
    }

    Watch watch() {
        return watch;
    }

    synchronized void start() throws IOException, InterruptedException {
        starts++;
        var arguments = new java.util.ArrayList<>(List.of(
                "--spring.profiles.active=worker",
                "--slipway.worker.engine=" + wire.address() + "/engine-rest",
                "--slipway.worker.slots=" + SLOTS,
                "--slipway.worker.lock=" + LOCK_SECONDS + "s",
                "--slipway.worker.poll=1s",
                "--slipway.worker.retry-pauses=1s,1s,2s,2s,4s,4s"));
        arguments.addAll(settings);
        process = JarProcess.quick(
                folder.resolve("crew-" + number + "-" + starts + ".log"), arguments.toArray(String[]::new));
    }

    private synchronized JarProcess process() {
        if (process == null) {
            throw new IllegalStateException("The crew was not started");
        }
        return process;
    }

    /** What is in the middle of its id for the engine, and in no other's. */
    String mark() {
        return "-" + process().pid() + "-";
    }

    void kill() throws InterruptedException {
        process().kill();
    }

    /** It keeps its memory, its locks and its connections, and does nothing until {@link #wake}. */
    void freeze() {
        signal("STOP");
    }

    void wake() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            var kill = new ProcessBuilder(
                            "kill", "-" + name, Long.toString(process().pid()))
                    .start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("kill -" + name + " did not work");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String log() throws IOException {
        return process().log();
    }

    @Override
    public void close() throws InterruptedException {
        wire.close();
        if (process != null) {
            process().kill();
        }
    }
}
