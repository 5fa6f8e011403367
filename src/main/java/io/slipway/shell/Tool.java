package io.slipway.shell;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A program of this host that does one thing and ends.
 *
 * @param name as it is called
 * @param distribution the Debian package that it comes with
 */
public record Tool(String name, String distribution) {

    /**
     * Runs it to its end.
     *
     * @param limit when it is killed, with what it has started
     * @param environment what it is told beside a minimal {@code PATH}; a secret goes here, because everybody on the host can read
     *     a command line
     * @return what it said, of a long text the beginning
     * @throws IOException if it is not there, does not end in time, or ends with anything but zero
     */
    public String run(Duration limit, Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        if (!Host.has(name)) {
            throw new IOException("the program '" + name + "' was looked for in " + Host.PATH
                    + " and is not there. Install the package " + distribution);
        }
        var result = Program.run(limit, environment, name, arguments);
        if (result.exit() != 0) {
            throw new IOException("'" + name + "' ended with " + result.exit() + ": "
                    + String.join(
                            " / ",
                            result.output()
                                    .lines()
                                    .filter(line -> !line.isBlank())
                                    .limit(3)
                                    .toList()));
        }
        return result.output();
    }
}
