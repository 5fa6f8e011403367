package io.slipway.judge;

/**
 * Evidence against a hypothesis about two rates that grows block by block, and may be looked at after each of them.
 *
 * <p>For each block the rates are estimated from the blocks before it. What the block is likelier by with these than with the
 * closest rates of the hypothesis is its factor, and the evidence is the product. Whatever the hypothesis' true rates are,
 * and if they change from block to block, a factor's expectation is at most 1, because the set of the hypothesis is convex
 * and the closest rates are the closest. So by Ville's inequality the chance that it ever reaches {@code x} is at most
 * {@code 1/x}.
 *
 * <p>R. J. Turner, A. Ly, P. D. Grünwald: <em>Generic E-variables for exact sequential k-sample tests that allow for optional
 * stopping</em>. It holds for requests that turn out bad independently of each other, given their rates.
 */
final class EProcess {

    private final RiskRatio hypothesis;
    private final double alpha;
    private Sample candidate = Sample.EMPTY;
    private Sample baseline = Sample.EMPTY;
    private double log;
    private double highestLog;

    private EProcess(RiskRatio hypothesis, double alpha) {
        this.hypothesis = hypothesis;
        this.alpha = alpha;
    }

    /** @param alpha the largest chance of rejecting the hypothesis although it holds */
    static EProcess against(RiskRatio.Side side, double ratio, double alpha) {
        return new EProcess(new RiskRatio(side, ratio), alpha);
    }

    void add(Sample newCandidate, Sample newBaseline) {
        log += logFactor(newCandidate, newBaseline);
        highestLog = Math.max(highestLog, log);
        candidate = candidate.plus(newCandidate);
        baseline = baseline.plus(newBaseline);
    }

    Evidence evidence() {
        return new Evidence(log, highestLog, -Math.log(alpha));
    }

    private double logFactor(Sample newCandidate, Sample newBaseline) {
        if (candidate.isEmpty() || baseline.isEmpty()) {
            return 0; // an estimate from nothing would be a guess, paid for with evidence
        }
        if (newCandidate.isEmpty() || newBaseline.isEmpty()) {
            return 0; // one side alone fits the hypothesis as well as the estimate
        }
        var estimate = new RiskRatio.Rates(candidate.estimate(), baseline.estimate());
        if (hypothesis.contains(estimate)) {
            return 0; // one-sided: what lies on the hypothesis' side is no evidence against it
        }
        var closest = hypothesis.closestTo(estimate, newCandidate.requests(), newBaseline.requests());
        return newCandidate.logLikelihoodRatio(estimate.candidate(), closest.candidate())
                + newBaseline.logLikelihoodRatio(estimate.baseline(), closest.baseline());
    }
}
