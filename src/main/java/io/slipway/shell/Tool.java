package io.slipway.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
        requireThere();
        return said(Program.run(limit, environment, name, arguments));
    }

    /**
     * Writes what it says, however long, to a sink, which stays open.
     *
     * @param limit when it is killed, with what it has started; so it is if the sink takes no more
     * @throws IOException as {@link #run}; what the sink holds is not all then
     */
    public void writeTo(OutputStream sink, Duration limit, Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        requireThere();
        said(StreamedProgram.from(limit, environment, name, arguments, sink));
    }

    /**
     * Has it read what a source has, however long.
     *
     * @param limit when it is killed, with what it has started; so it is if the source fails
     * @throws IOException as {@link #run}
     */
    public void readFrom(InputStream source, Duration limit, Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        requireThere();
        said(StreamedProgram.into(limit, environment, name, arguments, source));
    }

    private void requireThere() throws IOException {
        if (!Host.has(name)) {
            throw new IOException("the program '" + name + "' was looked for in " + Host.PATH
                    + " and is not there. Install the package " + distribution);
        }
    }

    private String said(Program.Result result) throws IOException {
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
