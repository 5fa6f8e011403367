package io.slipway.judge;

/**
 * What no version may exceed, however bad the old one is.
 *
 * @param mostBad the largest share of requests that may be bad, 0 to 1; 1 limits nothing
 * @param leastRequests fewer requests than this are no evidence: neither for exceeding the limit nor for keeping it
 */
public record AbsoluteLimit(double mostBad, long leastRequests) {

    /** @throws IllegalArgumentException if that is no share, or no request is asked for */
    public AbsoluteLimit {
        Check.that(mostBad >= 0 && mostBad <= 1, "'mostBad' is a share from 0 to 1, not " + mostBad);
        Check.that(leastRequests > 0, "'leastRequests' is 1 or more, not " + leastRequests);
    }

    boolean hasEnough(Counts candidate) {
        return candidate.requests() >= leastRequests;
    }

    boolean isExceededBy(Counts candidate) {
        return hasEnough(candidate) && candidate.share() > mostBad;
    }
}
