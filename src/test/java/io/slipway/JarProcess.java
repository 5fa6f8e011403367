package io.slipway;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The built jar with any arguments: for starts that are refused, that speak TLS, or that have no web server at all. */
public final class JarProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Path log;
    private final Process process;

    /** Starts it; what it says goes into the file. */
    public JarProcess(Path log, String... arguments) throws IOException {
        this(log, List.of("-jar", RunningSlipway.jar().toString()), List.of(arguments));
    }

    /** The same program, which starts quicker: see {@link QuickJar}. */
    public static JarProcess quick(Path log, String... arguments) throws IOException, InterruptedException {
        return new JarProcess(log, QuickJar.program(), List.of(arguments));
    }

    /** One in which these classes are others: what they hold is shown by comparing. */
    public static JarProcess altered(Path log, Path classes, List<String> arguments) throws IOException {
        return new JarProcess(
                log,
                List.of("-cp", classes + File.pathSeparator + RunningSlipway.ownClassPath(), "io.slipway.Slipway"),
                arguments);
    }

    private JarProcess(Path log, List<String> program, List<String> arguments) throws IOException {
        this.log = log;
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(program);
        command.addAll(arguments);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    public String log() throws IOException {
        return Files.readString(log);
    }

    /** Waits for a line that holds this text. */
    public JarProcess awaitLine(String text) throws IOException {
        RunningSlipway.await(text, PATIENCE, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("It ended before it said '" + text + "': " + log());
            }
            return log().contains(text);
        });
        return this;
    }

    /** Waits for its end and returns the exit code. */
    public int awaitExit() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("It goes on: " + log());
        }
        return process.exitValue();
    }

    public boolean running() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** {@code kill -9}: nothing is said, nothing is tidied up. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroy();
        awaitExit();
    }
}
