package io.slipway.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.judge.RiskRatio.Side;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EProcessTest {

    private static final Sample GOOD = new Sample(600, 3);
    private static final Sample BAD = new Sample(600, 30);
    private static final Sample NONE = Sample.EMPTY;
    private static final Offset<Double> ROUNDING = Offset.offset(1e-6);

    private final EProcess harm = EProcess.against(Side.AT_MOST, 1.5, 0.01);
    private final EProcess calm = EProcess.against(Side.AT_LEAST, 2, 0.05);

    @Test
    void theFirstBlockIsNoEvidenceHoweverBadItIs() {
        harm.add(new Sample(600, 600), GOOD);
        calm.add(GOOD, GOOD);

        assertThat(harm.evidence().log()).isZero();
        assertThat(calm.evidence().log()).isZero();
    }

    /** Compared with the same by search: rates 30.5/601 and 3.5/601 after the first block, and the closest (1.5·q, q). */
    @Test
    void aBlockIsWeighedByWhatTheBlocksBeforeItSay() {
        harm.add(BAD, GOOD);
        harm.add(GOOD, GOOD);
        var afterAGoodBlock = harm.evidence().log();
        var other = EProcess.against(Side.AT_MOST, 1.5, 0.01);
        other.add(BAD, GOOD);
        other.add(BAD, GOOD);

        assertThat(afterAGoodBlock).isNegative();
        assertThat(other.evidence().log()).isEqualTo(bySearch(), ROUNDING);
    }

    private static double bySearch() {
        var p1 = 30.5 / 601;
        var p0 = 3.5 / 601;
        var low = 1e-9;
        var high = 0.5;
        for (var i = 0; i < 200; i++) {
            var left = low + (high - low) / 3;
            var right = high - (high - low) / 3;
            var isLeft = divergence(p1, 1.5 * left) + divergence(p0, left)
                    < divergence(p1, 1.5 * right) + divergence(p0, right);
            low = isLeft ? low : left;
            high = isLeft ? right : high;
        }
        var best = (low + high) / 2;
        return 30 * Math.log(p1 / (1.5 * best))
                + 570 * Math.log((1 - p1) / (1 - 1.5 * best))
                + 3 * Math.log(p0 / best)
                + 597 * Math.log((1 - p0) / (1 - best));
    }

    private static double divergence(double p, double q) {
        return p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q));
    }

    @Test
    void whatComesLaterChangesNothingBeforeIt() {
        harm.add(BAD, GOOD);
        harm.add(BAD, GOOD);
        var before = harm.evidence();
        harm.add(GOOD, BAD);

        assertThat(harm.evidence().log()).isLessThan(before.log());
        assertThat(harm.evidence().highestLog()).isEqualTo(before.log());
    }

    @Test
    void aBlockWithoutRequestsOfOneSideIsNoEvidence() {
        harm.add(BAD, GOOD);
        harm.add(BAD, GOOD);
        var before = harm.evidence();
        harm.add(NONE, NONE);
        harm.add(BAD, NONE);
        harm.add(NONE, GOOD);

        assertThat(harm.evidence()).isEqualTo(before);
    }

    @Test
    void nothingIsEstimatedFromASideThatHadNoRequestYet() {
        calm.add(GOOD, NONE);
        calm.add(GOOD, GOOD);

        assertThat(calm.evidence().log()).isZero();
    }

    @Test
    void beingBetterIsNoEvidenceOfBeingWorse() {
        for (var i = 0; i < 60; i++) {
            harm.add(GOOD, BAD);
            calm.add(BAD, GOOD);
        }

        assertThat(harm.evidence().highestLog()).isZero();
        assertThat(calm.evidence().highestLog()).isZero();
    }

    @Test
    void aBillionRequestsOverflowNothing() {
        var many = new Sample(1e9, 1e9);
        for (var i = 0; i < 60; i++) {
            harm.add(many, new Sample(1e9, 0));
            calm.add(new Sample(1e9, 0), many);
        }

        assertThat(harm.evidence().log()).isFinite().isGreaterThan(1e9);
        assertThat(calm.evidence().log()).isFinite().isGreaterThan(1e9);
    }

    /** 10^18 requests that all fail have a rate that rounds to 1. */
    @Test
    void ratesOfNoneAndAllStayFinite() {
        for (var requests : new double[] {1, 1e9, 1e18}) {
            var none = new Sample(requests, 0);
            var all = new Sample(requests, requests);
            for (var candidate : List.of(none, all)) {
                for (var baseline : List.of(none, all)) {
                    assertFinite(EProcess.against(Side.AT_MOST, 1, 0.01), candidate, baseline);
                    assertFinite(EProcess.against(Side.AT_MOST, 1.5, 0.01), candidate, baseline);
                    assertFinite(EProcess.against(Side.AT_LEAST, 2, 0.05), candidate, baseline);
                }
            }
        }
    }

    private static void assertFinite(EProcess process, Sample candidate, Sample baseline) {
        for (var i = 0; i < 60; i++) {
            process.add(candidate, baseline);
        }
        assertThat(process.evidence().log()).isFinite();
        assertThat(process.evidence().highestLog()).isFinite();
    }

    @Test
    void decidesAtTheInverseOfItsAlpha() {
        assertThat(harm.evidence().decidingLog()).isEqualTo(Math.log(100), ROUNDING);
        assertThat(calm.evidence().decidingLog()).isEqualTo(Math.log(20), ROUNDING);
    }
}
