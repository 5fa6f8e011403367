package io.slipway.judge;

/**
 * Requests a minute that each version gets.
 *
 * @param candidate of the new version
 * @param baseline of the old version
 */
public record RequestRate(double candidate, double baseline) {

    /** @throws IllegalArgumentException if one is negative or no number */
    public RequestRate {
        Check.that(
                candidate >= 0 && baseline >= 0 && Double.isFinite(candidate + baseline),
                "Requests a minute are numbers that are not negative, not " + candidate + " and " + baseline);
    }

    RequestRate times(double factor) {
        return new RequestRate(candidate * factor, baseline * factor);
    }

    boolean isOneSided() {
        return candidate == 0 || baseline == 0;
    }
}
