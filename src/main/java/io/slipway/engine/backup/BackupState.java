package io.slipway.engine.backup;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether there is a backup that counts, and when the next one is due. What lies in the folder decides, as it is when asked. */
final class BackupState {

    private static final Duration RETRY = Duration.ofMinutes(10);

    private final KeptBackups kept;
    private final Duration every;
    private final boolean proving;
    private volatile @Nullable Failure failure;

    private record Failure(Instant at, String why) {}

    /** @param proving whether a backup counts only after a restore on this machine */
    BackupState(KeptBackups kept, Duration every, boolean proving) {
        this.kept = kept;
        this.every = every;
        this.proving = proving;
    }

    void failed(Instant at, String why) {
        failure = new Failure(at, why);
    }

    void succeeded() {
        failure = null;
    }

    boolean isDue(Instant now) throws IOException {
        var last = failure;
        if (last != null) {
            var pause = every.compareTo(RETRY) < 0 ? every : RETRY;
            return !now.isBefore(last.at().plus(pause));
        }
        var newest = newest(now);
        return newest.isEmpty() || !now.isBefore(newest.get().madeAt().plus(every));
    }

    /** The newest that counts. */
    Optional<KeptBackups.Kept> newest(Instant now) throws IOException {
        return kept.newest(proving, now);
    }

    /** Why there is no backup as there should be; empty: there is. */
    Optional<String> trouble(Instant now) throws IOException {
        var last = failure;
        if (last != null) {
            return Optional.of("the backup of " + last.at() + " failed: " + last.why());
        }
        var newest = newest(now);
        if (newest.isEmpty()) {
            return Optional.of("there is no backup that counts yet");
        }
        return now.isAfter(newest.get().madeAt().plus(every.multipliedBy(2)))
                ? Optional.of("the newest backup is of " + newest.get().madeAt() + ", and one is due every " + every)
                : Optional.empty();
    }
}
