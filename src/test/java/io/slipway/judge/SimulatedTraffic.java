package io.slipway.judge;

import java.util.SplittableRandom;

/**
 * Two versions under load, a minute a block: requests come as a Poisson process does, and each is bad with its version's rate.
 *
 * <p>With a drift, each version's rate wanders for itself: an AR(1) process on its logarithm.
 */
public final class SimulatedTraffic {

    /**
     * What is simulated.
     *
     * @param candidate requests a minute of the new version
     * @param baseline requests a minute of the old version
     * @param oldRate which share of the old version's requests is bad
     * @param timesAsBad the new version's rate is this many times the old one's
     * @param drift the standard deviation of the logarithm of a rate; 0: it stays
     */
    public record Load(double candidate, double baseline, double oldRate, double timesAsBad, double drift) {

        public static Load of(double candidate, double baseline, double timesAsBad) {
            return new Load(candidate, baseline, 0.005, timesAsBad, 0);
        }

        public Load drifting() {
            return new Load(candidate, baseline, oldRate, timesAsBad, 0.3);
        }
    }

    private static final double PERSISTENCE = 0.9;

    private final Load load;
    private final SplittableRandom random;
    private double candidateDrift;
    private double baselineDrift;

    public SimulatedTraffic(Load load, long seed) {
        this.load = load;
        this.random = new SplittableRandom(seed);
        this.candidateDrift = load.drift() * gaussian();
        this.baselineDrift = load.drift() * gaussian();
    }

    public Block nextMinute() {
        candidateDrift = drifted(candidateDrift);
        baselineDrift = drifted(baselineDrift);
        return new Block(
                counts(load.candidate(), load.oldRate() * load.timesAsBad() * Math.exp(candidateDrift)),
                counts(load.baseline(), load.oldRate() * Math.exp(baselineDrift)));
    }

    private double drifted(double before) {
        return PERSISTENCE * before + Math.sqrt(1 - PERSISTENCE * PERSISTENCE) * load.drift() * gaussian();
    }

    /** Two Poisson processes, because the good and the bad ones of one are two. */
    private Counts counts(double requests, double rate) {
        var share = Math.min(rate, 1);
        var bad = poisson(requests * share);
        return new Counts(bad + poisson(requests * (1 - share)), bad);
    }

    /** Counts how many exponential pauses fit; in pieces, because the exponential of a large mean is 0. */
    private long poisson(double mean) {
        var events = 0L;
        for (var left = mean; left > 0; left -= 500) {
            var end = Math.exp(-Math.min(left, 500));
            for (var product = random.nextDouble(); product > end; product *= random.nextDouble()) {
                events++;
            }
        }
        return events;
    }

    /** By Box and Muller. */
    private double gaussian() {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
