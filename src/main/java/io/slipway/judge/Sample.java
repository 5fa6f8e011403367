package io.slipway.judge;

/**
 * Counts, or what is expected of them: a forecast has parts of requests.
 *
 * @param requests not negative
 * @param bad not negative, and at most as many
 */
record Sample(double requests, double bad) {

    static final Sample EMPTY = new Sample(0, 0);

    static Sample of(Counts counts) {
        return new Sample(counts.requests(), counts.bad());
    }

    Sample plus(Sample more) {
        return new Sample(requests + more.requests, bad + more.bad);
    }

    boolean isEmpty() {
        return requests == 0;
    }

    /** The rate of bad ones, estimated with half a bad and half a good one added: never 0 or 1, which nothing could follow. */
    double estimate() {
        return Math.min((bad + 0.5) / (requests + 1), Math.nextDown(1.0));
    }

    /** How much likelier it is with the first rate than with the second, as a logarithm. */
    double logLikelihoodRatio(double rate, double otherRate) {
        return bad * Math.log(rate / otherRate) + (requests - bad) * (Math.log1p(-rate) - Math.log1p(-otherRate));
    }
}
