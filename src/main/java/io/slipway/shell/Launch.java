package io.slipway.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Hands a program over to a session of its own, by way of {@code launch.sh}. */
final class Launch {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int TAKEN = 75;
    private static final String SCRIPT = script();

    private Launch() {}

    /** Starts the command; false if something runs in the slot already. */
    static boolean into(Path slot, List<String> command, Map<String, String> environment, Path workingFolder)
            throws IOException, InterruptedException {
        var input = lines(environment);
        var arguments = new ArrayList<>(List.of(Host.tool("sh"), "-c", SCRIPT, "launch", slot.toString()));
        arguments.addAll(command);
        try {
            var process = Program.builder("setsid", arguments)
                    .directory(workingFolder.toFile())
                    .start();
            var answer = Exchange.of(process, input, LIMIT);
            if (answer.equals("started\n")) {
                return true;
            }
            if (process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == TAKEN) {
                return false;
            }
            throw new IOException("the launcher answered '" + answer.strip() + "'");
        } catch (IOException e) {
            throw new IOException(
                    "Starting " + command.get(0) + " in " + slot + " (working folder " + workingFolder + ") failed: "
                            + e.getMessage(),
                    e);
        }
    }

    /** The environment as the launcher reads it. No message here holds a value. */
    private static String lines(Map<String, String> environment) {
        var lines = new StringBuilder();
        environment.forEach((name, value) -> {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new IllegalArgumentException(
                        "The environment variable '" + name
                                + "' cannot be set: a name is made of letters, digits and underscores, and begins with no digit");
            }
            if (value.contains("\n") || value.contains("\0")) {
                throw new IllegalArgumentException(
                        "The environment variable '" + name + "' cannot be set: its value has more than one line");
            }
            lines.append(name).append('=').append(value).append('\n');
        });
        return lines.append('\n').toString();
    }

    private static String script() {
        try (var script = Launch.class.getResourceAsStream("launch.sh")) {
            if (script == null) {
                throw new IllegalStateException("launch.sh is not in Slipway's jar: build it again");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("launch.sh cannot be read from Slipway's jar: build it again", e);
        }
    }
}
