package io.slipway.judge;

/**
 * A hypothesis about two rates of bad requests: the new version's is at most, or at least, so many times the old one's.
 *
 * @param ratio 1 or more
 */
record RiskRatio(Side side, double ratio) {

    /** On which side of the boundary the hypothesis lies. */
    enum Side {
        AT_MOST,
        AT_LEAST
    }

    /** The rates of both versions, each between 0 and 1. */
    record Rates(double candidate, double baseline) {}

    boolean contains(Rates rates) {
        var boundary = ratio * rates.baseline();
        return side == Side.AT_MOST ? rates.candidate() <= boundary : rates.candidate() >= boundary;
    }

    /**
     * The rates of the hypothesis that are closest to others, which it does not contain: on its boundary {@code (r·q, q)},
     * where the Kullback–Leibler divergence, weighted by the requests, is least.
     *
     * <p>Its derivative is zero where {@code r·q² − b·q + s = 0}; the smaller root is the one below {@code 1/r}.
     *
     * @param requests of the candidate; there is one
     * @param oldRequests of the baseline; there is one
     */
    Rates closestTo(Rates rates, double requests, double oldRequests) {
        var weight = requests / (requests + oldRequests);
        var oldWeight = 1 - weight;
        var s = weight * rates.candidate() + oldWeight * rates.baseline();
        var b = s * (1 + ratio) + oldWeight * (1 - rates.baseline()) + weight * (1 - rates.candidate()) * ratio;
        // this form of the root does not subtract what is nearly the same
        var q = 2 * s / (b + Math.sqrt(Math.max(0, b * b - 4 * ratio * s)));
        return new Rates(Math.min(ratio * q, Math.nextDown(1.0)), q);
    }
}
