package io.slipway.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** What this host must have so that programs can be started and outlive Slipway. */
public final class Host {

    /** Where programs are looked for; all that a started program gets unless its environment says otherwise. */
    public static final String PATH = "/usr/local/bin:/usr/bin:/bin";

    private Host() {}

    /**
     * Checks that this host can hold a {@link Daemon}.
     *
     * @throws IllegalStateException if a tool is missing; the message names the package to install
     */
    public static void check() {
        tool("setsid", PATH);
        tool("flock", PATH);
        if (!Files.isReadable(Path.of("/proc/self/stat"))) {
            throw new IllegalStateException("/proc/self/stat cannot be read: local processes need Linux with /proc");
        }
    }

    static String tool(String name) {
        return tool(name, PATH);
    }

    /** Where a program is, if it is in one of these folders. */
    static Optional<String> find(String name, String path) {
        return Arrays.stream(path.split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString);
    }

    static boolean has(String name) {
        return find(name, PATH).isPresent();
    }

    static String tool(String name, String path) {
        return find(name, path)
                .orElseThrow(() -> new IllegalStateException("The program '" + name + "' was looked for in " + path
                        + " and is not there; local processes cannot be started without it. Install the package"
                        + " util-linux"));
    }
}
