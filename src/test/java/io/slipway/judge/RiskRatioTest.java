package io.slipway.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.judge.RiskRatio.Rates;
import io.slipway.judge.RiskRatio.Side;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RiskRatioTest {

    private static final RiskRatio AT_MOST = new RiskRatio(Side.AT_MOST, 1.5);
    private static final RiskRatio AT_LEAST = new RiskRatio(Side.AT_LEAST, 2);

    @Test
    void containsWhatLiesOnItsSideAndItsBoundary() {
        assertThat(AT_MOST.contains(new Rates(0.014, 0.01))).isTrue();
        assertThat(AT_MOST.contains(new Rates(0.75, 0.5))).isTrue();
        assertThat(AT_MOST.contains(new Rates(0.016, 0.01))).isFalse();
        assertThat(AT_LEAST.contains(new Rates(0.021, 0.01))).isTrue();
        assertThat(AT_LEAST.contains(new Rates(0.5, 0.25))).isTrue();
        assertThat(AT_LEAST.contains(new Rates(0.019, 0.01))).isFalse();
    }

    /** What makes a factor's expectation at most 1. */
    @Test
    void theClosestRatesAreTheClosest() {
        var random = new SplittableRandom(1);
        for (var i = 0; i < 200; i++) {
            var hypothesis = new RiskRatio(Side.AT_MOST, 1 + 3 * random.nextDouble());
            var rates = new Rates(Math.pow(random.nextDouble(), 4), Math.pow(random.nextDouble(), 4));
            var requests = Math.exp(random.nextDouble(0, 12));
            var old = Math.exp(random.nextDouble(0, 12));

            var closest = hypothesis.closestTo(rates, requests, old);

            assertThat(closest.candidate()).isEqualTo(hypothesis.ratio() * closest.baseline());
            var least = leastOnGrid(hypothesis.ratio(), rates, requests, old);
            assertThat(divergence(rates, closest, requests, old)).isLessThanOrEqualTo(least * (1 + 1e-9) + 1e-9);
        }
    }

    private static double leastOnGrid(double ratio, Rates rates, double requests, double old) {
        var least = Double.MAX_VALUE;
        for (var q = 1.0 / ratio; q > 1e-9; q *= 0.995) {
            var some = new Rates(Math.min(ratio * q, Math.nextDown(1.0)), Math.min(q, Math.nextDown(1.0)));
            least = Math.min(least, divergence(rates, some, requests, old));
        }
        return least;
    }

    private static double divergence(Rates from, Rates to, double requests, double old) {
        return requests * divergence(from.candidate(), to.candidate())
                + old * divergence(from.baseline(), to.baseline());
    }

    private static double divergence(double p, double q) {
        return p * Math.log(p / q) + (1 - p) * (Math.log1p(-p) - Math.log1p(-q));
    }
}
