package io.slipway.judge;

/**
 * Evidence against "at least so large a share of one version's requests is bad", block by block, as {@link EProcess} for one
 * rate: the closest one of the hypothesis is its boundary, and a larger rate makes the factor's expectation only smaller.
 */
final class SmallRate {

    private final double boundary;
    private final double alpha;
    private Sample seen = Sample.EMPTY;
    private double log;
    private double highestLog;

    /**
     * @param boundary 0 to below 1; 0: nothing is evidence against it
     * @param alpha the largest chance of rejecting the hypothesis although it holds
     */
    SmallRate(double boundary, double alpha) {
        this.boundary = boundary;
        this.alpha = alpha;
    }

    void add(Sample more) {
        var estimate = seen.estimate();
        if (!seen.isEmpty() && estimate < boundary) {
            log += more.logLikelihoodRatio(estimate, boundary);
            highestLog = Math.max(highestLog, log);
        }
        seen = seen.plus(more);
    }

    Evidence evidence() {
        return new Evidence(log, highestLog, -Math.log(alpha));
    }
}
