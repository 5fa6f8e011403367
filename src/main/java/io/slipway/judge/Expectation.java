package io.slipway.judge;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What somebody expects of a release, before it starts.
 *
 * @param oldRate which share of the old version's requests is bad, 0 to 1; {@code null}: nobody knows
 * @param time for which both versions are watched at most, from a minute to 30 days
 */
public record Expectation(RequestRate requests, @Nullable Double oldRate, Duration time) {

    private static final Duration LONGEST = Duration.ofDays(30);

    /** More than that nobody has, and a thousand times a thousand times as many are still a number. */
    private static final double MOST_REQUESTS = 1e12;

    /** @throws IllegalArgumentException if the rate is no share, there are too many requests, or the time is too short or too long */
    public Expectation {
        Check.that(
                oldRate == null || (oldRate >= 0 && oldRate <= 1),
                "The old rate is a share from 0 to 1, not " + oldRate);
        Check.that(
                Math.max(requests.candidate(), requests.baseline()) <= MOST_REQUESTS,
                "More than " + MOST_REQUESTS + " requests a minute are not to be expected");
        Check.that(
                time.toMinutes() >= 1 && time.compareTo(LONGEST) <= 0,
                "The time is between a minute and 30 days, not " + time);
    }
}
