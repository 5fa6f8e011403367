package io.slipway.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A long-running program that outlives Slipway, in a <i>slot</i>: a folder with its {@code environment} (readable by
 * the owner only), {@code log} (appended; {@code log-from} says from which byte on it is of the newest start), {@code pid}
 * and {@code lock}. The program holds the lock for as long as it lives, so one slot never runs two, whoever starts them.
 * Nothing is remembered here: every question is asked of the host.
 *
 * <p>A program must stay in the process group that it is started in; what leaves it on its own is not stopped.
 */
public final class Daemon {

    private final Path slot;
    private final SlotLock lock;

    /** @param slot the folder; it is created at the first start */
    public Daemon(Path slot) {
        this.slot = slot.toAbsolutePath().normalize();
        this.lock = new SlotLock(this.slot);
    }

    /** What the host says of a slot. */
    public sealed interface State {

        /** Nothing runs in it. */
        record Stopped() implements State {}

        /** Somebody has the lock, and has not said yet who it is: a start that is under way. */
        record Starting() implements State {}

        /**
         * The program runs, or something that it started.
         *
         * @param pid of the program; at once the id of its process group
         */
        record Running(long pid) implements State {}
    }

    /**
     * Starts the program in a session of its own. Returns when it is about to run; whether it then works is for its
     * health check to say.
     *
     * @param command argument list; the program is an absolute path or looked for in the environment's {@code PATH}
     * @param environment all that the program sees, but for a minimal {@code PATH} if it names none
     * @return false if something runs in the slot already: nothing was started or changed then
     * @throws IOException if it could not be started
     * @throws IllegalArgumentException if a variable cannot be set; the message does not hold its value
     */
    public boolean start(List<String> command, Map<String, String> environment, Path workingFolder)
            throws IOException, InterruptedException {
        if (state() instanceof State.Running) {
            return false;
        }
        Files.createDirectories(slot.getParent());
        if (!Files.isDirectory(slot)) {
            Files.createDirectories(
                    slot, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return Launch.into(slot, command, environment, workingFolder);
    }

    /** Asks the host what runs in the slot. */
    public State state() throws IOException, InterruptedException {
        var session = Session.of(slot);
        if (session.isPresent() && session.get().leaderLives()) {
            return new State.Running(session.get().leader());
        }
        if (!lock.isHeld()) {
            return new State.Stopped();
        }
        return session.isPresent() && session.get().holds(lock.file())
                ? new State.Running(session.get().leader())
                : new State.Starting();
    }

    public boolean isStopped() throws IOException, InterruptedException {
        return state() instanceof State.Stopped;
    }

    /**
     * Stops the program and its process group: SIGTERM, after the grace SIGKILL. Returns when nothing runs in the slot
     * any more, at once if nothing did.
     *
     * @throws IOException if it could not be stopped
     */
    public void stop(Duration grace) throws IOException, InterruptedException {
        stopAll(List.of(this), grace);
    }

    /** Stops several, as {@link #stop} does, all within the same grace. */
    public static void stopAll(Collection<Daemon> daemons, Duration grace) throws IOException, InterruptedException {
        var stops = new ArrayList<Stop>();
        for (var daemon : daemons) {
            Stop.of(daemon).ifPresent(stops::add);
        }
        for (var stop : stops) {
            stop.ask();
        }
        var end = Instant.now().plus(grace);
        for (var stop : stops) {
            stop.await(end);
        }
        for (var stop : stops) {
            stop.force();
        }
    }

    /** A variable that the program was last started with; empty: none ever was, or without it. */
    public Optional<String> variable(String name) throws IOException {
        return new SlotFiles(slot).variable(name);
    }

    /**
     * What the program has written since it was last started: all of its {@code log} if nobody knows where that begins.
     *
     * @throws IOException if it is longer than so many bytes, cannot be read, or was cut since
     */
    public byte[] said(int most) throws IOException {
        return new SlotFiles(slot).said(most);
    }

    /**
     * The same, of what is longer only its beginning and its end, on lines of their own.
     *
     * @throws IOException if it cannot be read, or was cut since
     */
    public byte[] said(int first, int last) throws IOException {
        return new SlotFiles(slot).said(first, last);
    }

    /** Since when the program runs; empty: it does not, or the host does not say. */
    public Optional<Instant> since() throws IOException, InterruptedException {
        return state() instanceof State.Running running
                ? ProcessHandle.of(running.pid())
                        .flatMap(program -> program.info().startInstant())
                : Optional.empty();
    }

    /** The ids of all processes of what runs in the slot; none if nothing does. */
    public List<Long> pids() throws IOException, InterruptedException {
        return state() instanceof State.Running
                ? Session.of(slot).map(Session::pids).orElse(List.of())
                : List.of();
    }

    Optional<Session> session() throws IOException {
        return Session.of(slot);
    }

    @Override
    public String toString() {
        return slot.toString();
    }
}
