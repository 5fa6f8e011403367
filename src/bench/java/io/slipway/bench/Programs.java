package io.slipway.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of this machine that the benchmark looks for and runs. */
final class Programs {

    private static final int MINUTES = 3;

    private Programs() {}

    /** Where it lies; a user's path often leaves out what administrators run. */
    static Path find(String name) {
        return places(name).findFirst().orElseThrow(() -> new IllegalStateException(name + " is not installed"));
    }

    /** Those that are not installed. */
    static List<String> missing(String... names) {
        return Stream.of(names)
                .filter(name -> places(name).findFirst().isEmpty())
                .toList();
    }

    private static Stream<Path> places(String name) {
        var path = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
        return Stream.concat(Stream.of(path), Stream.of("/usr/sbin", "/sbin"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable);
    }

    /** Runs a program to its end, which has to be a good one; what it says is added to the log. */
    static void run(Path log, ProcessBuilder program) throws IOException, InterruptedException {
        // not a pipe: what a program leaves behind may keep that open
        var process = program.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException(program.command() + " does not end; see " + log);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(program.command() + " ended with " + process.exitValue() + "; see " + log);
        }
    }
}
