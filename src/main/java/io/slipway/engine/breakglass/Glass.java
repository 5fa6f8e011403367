package io.slipway.engine.breakglass;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request to put hand on a release, and what became of it.
 *
 * @param id its name
 * @param release the key of the only release that it is about
 * @param reason why, in the words of who asked
 * @param requestedBy who asked
 * @param requestedAt when
 * @param confirmedBy the other person; null: nobody yet
 * @param confirmedAt since when it is open; null: it is not
 * @param endedAt when it was closed, or ran out; null: neither
 */
public record Glass(
        String id,
        String release,
        String reason,
        String requestedBy,
        Instant requestedAt,
        @Nullable String confirmedBy,
        @Nullable Instant confirmedAt,
        @Nullable Instant endedAt) {

    /** How long a request waits for the second person, and how long it is open then. */
    public static final Duration LASTS = Duration.ofMinutes(30);

    /** The end of the waiting or, once it is confirmed, of the openness. */
    public Instant until() {
        return (confirmedAt == null ? requestedAt : confirmedAt).plus(LASTS);
    }

    boolean hasRunOut(Instant now) {
        return !now.isBefore(until());
    }

    /** Whether this person may use it at this moment. */
    boolean isOpenFor(String person, Instant now) {
        return confirmedBy != null
                && endedAt == null
                && !hasRunOut(now)
                && (person.equals(requestedBy) || person.equals(confirmedBy));
    }
}
