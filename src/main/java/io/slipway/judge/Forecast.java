package io.slipway.judge;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether the traffic will likely be enough to call a version stable which is exactly as good as the old one.
 *
 * @param likelyAfter when that is; {@code null}: not in the time given, or nobody knows
 * @param needed the least traffic, in the same proportion, that would be enough; {@code null}: nobody knows, or none is
 * @param reason in words
 */
public record Forecast(
        Sufficiency suffices, @Nullable Duration likelyAfter, @Nullable RequestRate needed, String reason) {

    /** Only {@link #YES} is a yes. */
    public enum Sufficiency {
        YES,
        NO,
        UNKNOWN
    }
}
