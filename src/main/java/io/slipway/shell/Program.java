package io.slipway.shell;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a tool of this host to its end: an argument list and never a shell string, an empty environment, a limit. */
final class Program {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private Program() {}

    /**
     * What came of it.
     *
     * @param exit the exit value
     * @param output standard output and error, of a long one the beginning
     */
    record Result(int exit, String output) {}

    /**
     * @param tool its name, or its path
     * @throws IOException if the tool could not be started or took too long
     */
    static Result run(String tool, String... arguments) throws IOException, InterruptedException {
        return run(LIMIT, tool, arguments);
    }

    /** The same with a limit of its own. */
    static Result run(Duration limit, String tool, String... arguments) throws IOException, InterruptedException {
        return run(limit, Map.of(), tool, List.of(arguments));
    }

    /** The same with variables beside {@code PATH}. */
    static Result run(Duration limit, Map<String, String> environment, String tool, List<String> arguments)
            throws IOException, InterruptedException {
        var builder = builder(tool, arguments);
        builder.environment().putAll(environment);
        try {
            var process = builder.start();
            var output = Exchange.of(process, "", limit);
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IOException("it did not end within " + limit.toMillis() + " ms and was killed");
            }
            return new Result(process.exitValue(), output);
        } catch (IOException e) {
            throw new IOException("Running " + String.join(" ", builder.command()) + " failed: " + e.getMessage(), e);
        }
    }

    static ProcessBuilder builder(String tool, List<String> arguments) {
        var builder = new ProcessBuilder(tool.startsWith("/") ? tool : Host.tool(tool));
        builder.command().addAll(arguments);
        builder.environment().clear();
        builder.environment().put("PATH", Host.PATH);
        return builder.redirectErrorStream(true);
    }
}
