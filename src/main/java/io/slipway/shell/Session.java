package io.slipway.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The session of processes that was started in a slot, as its pid file names it. A pid alone names nobody: it is used
 * again once its process is gone. Birth and boot tell one from the other.
 *
 * @param leader pid of the program, at once the id of its process group and session
 * @param born when the leader was born, in clock ticks since boot
 * @param boot the id of that boot
 */
record Session(long leader, long born, String boot) {

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /** The session that was last started in the slot; empty if none ever was. */
    static Optional<Session> of(Path slot) throws IOException {
        var file = slot.resolve("pid");
        try {
            var words = Files.readString(file).strip().split(" ");
            return Optional.of(new Session(Long.parseLong(words[0]), Long.parseLong(words[1]), words[2]));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IOException(
                    file + " does not hold a pid, a birth and a boot. Find out what runs in " + slot + ", stop it by"
                            + " hand and delete the file",
                    e);
        }
    }

    /** Whether the program itself lives. */
    boolean leaderLives() throws IOException {
        return sameBoot() && ProcessStat.of(leader).filter(this::isLeader).isPresent();
    }

    /** Whether a process of this session has the slot's lock open. Nobody else's session can have that. */
    boolean holds(Path lock) throws IOException {
        return sameBoot() && members().stream().anyMatch(member -> member.hasOpen(9, lock));
    }

    /** Whether what this session started is all that its id could mean now, so that a signal meets no stranger. */
    boolean hasStragglers() {
        return ProcessStat.of(leader).filter(stat -> !isLeader(stat)).isEmpty()
                && !members().isEmpty();
    }

    /** Sends a signal to the whole process group; that nobody is left is no error. */
    void signal(String name) throws IOException, InterruptedException {
        Program.run("sh", "-c", "kill -s \"$1\" -- \"-$2\"", "kill", name, Long.toString(leader));
    }

    /** The ids of all its processes that live, those included whose parent is gone. */
    List<Long> pids() {
        return members().stream().map(ProcessStat::pid).toList();
    }

    private List<ProcessStat> members() {
        return ProcessStat.all().stream()
                .filter(stat -> stat.session() == leader)
                .toList();
    }

    private boolean isLeader(ProcessStat stat) {
        return stat.born() == born;
    }

    private boolean sameBoot() throws IOException {
        return Files.readString(BOOT).strip().equals(boot);
    }
}
