package io.slipway.catalog;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the way back of an environment is rehearsed, and how often.
 *
 * @param in an environment of the same service that is no production; absent: the nearest one that versions prove themselves in
 *     before they come
 * @param every how long a rehearsal counts; absent: 30 days
 * @param everyHigh how long one counts for changes of class high and emergency; absent: 7 days
 */
public record Rehearsal(@Nullable String in, Duration every, Duration everyHigh) {

    private static final Duration EVERY = Duration.ofDays(30);
    private static final Duration EVERY_HIGH = Duration.ofDays(7);

    /** What is so where nobody says anything else. */
    public static final Rehearsal USUAL = new Rehearsal(null, EVERY, EVERY_HIGH);

    public Rehearsal {
        // absent in the file
        every = every == null ? EVERY : every;
        everyHigh = everyHigh == null ? (every.compareTo(EVERY_HIGH) < 0 ? every : EVERY_HIGH) : everyHigh;
        Check.positive("every", every);
        Check.positive("everyHigh", everyHigh);
        Check.that(
                everyHigh.compareTo(every) <= 0,
                "everyHigh",
                "is not longer than 'every', which is " + every + ": what risks more is rehearsed more often");
    }

    /** The same in this environment. */
    Rehearsal in(String environment) {
        return new Rehearsal(environment, every, everyHigh);
    }
}
