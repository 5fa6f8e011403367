package io.slipway.shell;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One program being stopped. */
final class Stop {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Daemon daemon;
    private final Session session;

    private Stop(Daemon daemon, Session session) {
        this.daemon = daemon;
        this.session = session;
    }

    /** Empty if nothing runs in the slot: whatever has the pid of old is a stranger then. */
    static Optional<Stop> of(Daemon daemon) throws IOException, InterruptedException {
        var end = Instant.now().plus(PATIENCE);
        var state = daemon.state();
        while (state instanceof Daemon.State.Starting) {
            if (Instant.now().isAfter(end)) {
                throw new IOException("Nothing was stopped in " + daemon + ": somebody has held its lock for "
                        + PATIENCE + " without saying who it is. Find it with lsof and end it by hand");
            }
            Thread.sleep(PAUSE.toMillis());
            state = daemon.state();
        }
        return state instanceof Daemon.State.Stopped
                ? Optional.empty()
                : daemon.session().map(session -> new Stop(daemon, session));
    }

    void ask() throws IOException, InterruptedException {
        session.signal("TERM");
    }

    boolean await(Instant end) throws IOException, InterruptedException {
        while (isThere()) {
            if (Instant.now().isAfter(end)) {
                return false;
            }
            Thread.sleep(PAUSE.toMillis());
        }
        return true;
    }

    void force() throws IOException, InterruptedException {
        if (isThere() || session.hasStragglers()) {
            session.signal("KILL");
        }
        if (!await(Instant.now().plus(PATIENCE))) {
            throw new IOException("The program in " + daemon + " (process group " + session.leader() + ") still runs "
                    + PATIENCE + " after SIGKILL. Look at it with ps; the host may hang");
        }
    }

    /** A new start in the slot, by another Slipway, is not ours to end. */
    private boolean isThere() throws IOException, InterruptedException {
        return !daemon.isStopped() && daemon.session().filter(session::equals).isPresent();
    }
}
