package io.slipway.judge;

/**
 * What one version answered: whole numbers, so that what is not a number cannot get in. Whoever reads one has not counted, and
 * says so with a block that lacks this side.
 *
 * @param requests how many
 * @param bad how many of them were bad, whatever that means for the signal: errors, or answers slower than the objective
 */
public record Counts(long requests, long bad) {

    public static final Counts NONE = new Counts(0, 0);

    /** @throws IllegalArgumentException if something is negative, or more was bad than there was */
    public Counts {
        Check.that(requests >= 0 && bad >= 0, "Counts are not negative, not " + bad + " of " + requests + " requests");
        Check.that(bad <= requests, bad + " of " + requests + " requests cannot be bad");
    }

    Counts plus(Counts more) {
        return new Counts(Math.addExact(requests, more.requests), Math.addExact(bad, more.bad));
    }

    /** The share of bad ones, 0 to 1; there has to be a request. */
    double share() {
        return (double) bad / requests;
    }
}
