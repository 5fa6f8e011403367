package io.slipway.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Linux says of one living process ({@code proc(5)}); one that is dead and not yet buried does not count.
 *
 * @param pid its id
 * @param session the id of its session
 * @param born when it was born, in clock ticks since boot
 */
record ProcessStat(long pid, long session, long born) {

    private static final Path PROC = Path.of("/proc");
    // positions behind the name, which stands in parentheses and can itself hold any
    private static final int STATE = 0;
    private static final int SESSION = 3;
    private static final int BORN = 19;

    static Optional<ProcessStat> of(long pid) {
        try {
            var line = Files.readString(PROC.resolve(pid + "/stat"));
            var words = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return words[STATE].equals("Z") || words[STATE].equals("X")
                    ? Optional.empty()
                    : Optional.of(new ProcessStat(pid, Long.parseLong(words[SESSION]), Long.parseLong(words[BORN])));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static List<ProcessStat> all() {
        try (var processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            var all = new ArrayList<ProcessStat>();
            for (var process : processes) {
                of(Long.parseLong(process.getFileName().toString())).ifPresent(all::add);
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException("The processes of this host cannot be listed from /proc", e);
        }
    }

    boolean hasOpen(int descriptor, Path file) {
        try {
            return Files.isSameFile(PROC.resolve(pid + "/fd/" + descriptor), file);
        } catch (IOException e) {
            return false;
        }
    }
}
