package io.slipway.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequentialJudgeTest {

    private static final AbsoluteLimit LIMIT = new AbsoluteLimit(0.5, 100);
    private static final SequentialJudge JUDGE = new SequentialJudge(Margins.DEFAULT, LIMIT);
    private static final Duration ENOUGH = Duration.ofMinutes(15);
    private static final Counts GOOD = new Counts(600, 3);
    private static final Counts BAD = new Counts(600, 30);
    private static final Block SAME = new Block(GOOD, GOOD);
    private static final Block WORSE = new Block(BAD, GOOD);

    private static final SequentialJudge LENIENT =
            new SequentialJudge(new Margins(1.5, 2, 0.01, 0.05, ENOUGH, 0.001), new AbsoluteLimit(0.5, 100));

    @Test
    void aVersionBesideOneThatNeverFailsIsStableOnceItsOwnShareIsKnownToBeNegligible() {
        var perfect = new Block(new Counts(600, 0), new Counts(600, 0));
        var few = LENIENT.judge(times(5, perfect), ENOUGH);
        var many = LENIENT.judge(times(10, perfect), ENOUGH);

        assertThat(few.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(many.ruling()).isEqualTo(Ruling.STABLE);
        assertThat(many.reason()).contains("fewer than 0.1 % of its requests are bad");
        assertThat(LENIENT.judge(times(10, perfect), ENOUGH.minusSeconds(1)).ruling())
                .isEqualTo(Ruling.INCONCLUSIVE);
    }

    @Test
    void whatFailsAsOftenAsTheNegligibleShareIsNotCalledStableForBeingRare() {
        var random = new java.util.Random(7);
        var stable = 0;
        for (var run = 0; run < 1000; run++) {
            var blocks = new ArrayList<Block>();
            for (var block = 0; block < 60; block++) {
                blocks.add(new Block(
                        new Counts(
                                500,
                                random.ints(500, 0, 1000).filter(n -> n < 1).count()),
                        new Counts(
                                500,
                                random.ints(500, 0, 10_000).filter(n -> n < 5).count())));
            }
            stable += LENIENT.judge(blocks, ENOUGH).ruling() == Ruling.STABLE ? 1 : 0;
        }
        assertThat(stable).as("of 1000; 5 % is promised").isLessThanOrEqualTo(50);
    }

    private static List<Block> times(int number, Block block) {
        return Collections.nCopies(number, block);
    }

    private static List<Block> then(List<Block> first, List<Block> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static Ruling ruling(List<Block> blocks, Duration watched) {
        return JUDGE.judge(blocks, watched).ruling();
    }

    @Test
    void isStableWhenTheLeastTimeHasPassed() {
        assertThat(ruling(times(15, SAME), ENOUGH.minusMillis(1))).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(ruling(times(15, SAME), ENOUGH)).isEqualTo(Ruling.STABLE);
    }

    @Test
    void rollsBackBeforeTheLeastTime() {
        assertThat(ruling(times(3, WORSE), Duration.ofMinutes(3))).isEqualTo(Ruling.ROLL_BACK);
    }

    @Test
    void aPersonDecidesWhereThereIsLittleEvidence() {
        var few = times(60, new Block(new Counts(3, 0), new Counts(3, 0)));

        assertThat(ruling(few, Duration.ofHours(1))).isEqualTo(Ruling.INCONCLUSIVE);
    }

    @Test
    void aPersonDecidesWhereNothingEverFails() {
        var perfect = new Counts(1_000_000, 0);

        assertThat(ruling(times(600, new Block(perfect, perfect)), Duration.ofHours(10)))
                .isEqualTo(Ruling.INCONCLUSIVE);
    }

    /** So that it matters to nobody in which minute somebody looked. */
    @Test
    void evidenceOnceReachedStillRollsBack() {
        var judged = JUDGE.judge(then(times(4, WORSE), times(60, SAME)), Duration.ofMinutes(64));

        assertThat(judged.measured().inferiority().decides()).isFalse();
        assertThat(judged.measured().nonInferiority().decides()).isTrue();
        assertThat(judged.ruling()).isEqualTo(Ruling.ROLL_BACK);
    }

    @Test
    void whatTurnsWorseWithinTheLeastTimeIsNotStableAnyMore() {
        var twice = times(5, new Block(new Counts(600, 9), GOOD));
        var judged = JUDGE.judge(then(times(10, SAME), twice), ENOUGH);

        assertThat(judged.measured().nonInferiority().everDecided()).isTrue();
        assertThat(judged.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
    }

    @Test
    void whatIsMissingOnOneSideIsUnknownAndNeverStable() {
        for (var hole : List.of(new Block(null, GOOD), new Block(GOOD, null), new Block(null, null))) {
            assertThat(ruling(then(times(60, SAME), List.of(hole)), Duration.ofHours(1)))
                    .isEqualTo(Ruling.UNKNOWN);
            assertThat(ruling(then(List.of(hole), times(60, SAME)), Duration.ofHours(1)))
                    .isEqualTo(Ruling.UNKNOWN);
        }
    }

    @Test
    void whatWasCountedRollsBackEvenIfSomethingIsMissing() {
        var hole = List.of(new Block(null, GOOD));

        assertThat(ruling(then(times(10, WORSE), hole), ENOUGH)).isEqualTo(Ruling.ROLL_BACK);
    }

    @Test
    void noDataIsUnknown() {
        assertThat(ruling(List.of(), Duration.ofHours(1))).isEqualTo(Ruling.UNKNOWN);
        assertThat(ruling(times(60, new Block(Counts.NONE, Counts.NONE)), Duration.ofHours(1)))
                .isEqualTo(Ruling.UNKNOWN);
    }

    @Test
    void aVersionWithoutRequestsIsUnknown() {
        var nobodyOnTheOldOne = JUDGE.judge(times(60, new Block(GOOD, Counts.NONE)), Duration.ofHours(1));
        var nobodyOnTheNewOne = JUDGE.judge(times(60, new Block(Counts.NONE, GOOD)), Duration.ofHours(1));

        assertThat(nobodyOnTheOldOne.ruling()).isEqualTo(Ruling.UNKNOWN);
        assertThat(nobodyOnTheOldOne.reason()).contains("the old one got no request");
        assertThat(nobodyOnTheNewOne.ruling()).isEqualTo(Ruling.UNKNOWN);
        assertThat(nobodyOnTheNewOne.reason()).contains("it got no request");
    }

    @Test
    void rollsBackAboveTheLimitHoweverBadTheOldVersionIs() {
        var asBad = new Block(new Counts(50, 26), new Counts(50, 26));
        var judged = JUDGE.judge(times(2, asBad), Duration.ofMinutes(2));

        assertThat(judged.ruling()).isEqualTo(Ruling.ROLL_BACK);
        assertThat(judged.reason()).contains("more than 50 % of its requests are bad", "52 of 100 requests (52 %)");
        assertThat(ruling(times(2, new Block(new Counts(50, 25), new Counts(50, 25))), ENOUGH))
                .isNotEqualTo(Ruling.ROLL_BACK);
    }

    @Test
    void fewRequestsSayNothingAboutTheLimit() {
        var asBad = new Block(new Counts(99, 99), new Counts(99, 99));

        assertThat(ruling(List.of(asBad), Duration.ofMinutes(1))).isEqualTo(Ruling.INCONCLUSIVE);
    }

    @Test
    void nothingIsStableWithFewerRequestsThanTheLimitAsksFor() {
        var strict = new SequentialJudge(Margins.DEFAULT, new AbsoluteLimit(0.5, 9_001));
        var judged = strict.judge(times(15, SAME), ENOUGH);

        assertThat(judged.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(judged.reason()).contains("fewer than 9001 requests say nothing about the limit");
        assertThat(strict.judge(times(16, SAME), ENOUGH.plusMinutes(1)).ruling())
                .isEqualTo(Ruling.STABLE);
    }

    @Test
    void saysWhatItMeasuredAndWhatItMeasuredItBy() {
        var judged = JUDGE.judge(times(3, WORSE), Duration.ofSeconds(190));

        assertThat(judged.measured().candidate()).isEqualTo(new Counts(1800, 90));
        assertThat(judged.measured().baseline()).isEqualTo(new Counts(1800, 9));
        assertThat(judged.reason())
                .startsWith(
                        "The new version is worse than tolerated: it is more than 1.5 times as bad as the old one. In 3 min"
                                + " 10 s, 90 of 1800 requests (5 %) of the new version and 9 of 1800 requests (0.5 %) of the old one"
                                + " were bad; the limit is 50 % of at least 100 requests. Evidence that it is more than 1.5 times as"
                                + " bad: more than 1000000 (100 rolls back)")
                .contains("(20 is stable, after 15 min)");
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Counts(1, 2))
                .withMessage("2 of 1 requests cannot be bad");
        assertThatIllegalArgumentException().isThrownBy(() -> new Counts(-1, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Counts(1, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> JUDGE.judge(List.of(SAME), Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new AbsoluteLimit(1.1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new AbsoluteLimit(Double.NaN, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new AbsoluteLimit(0.1, 0));
    }

    @Test
    void refusesMarginsThatMakeNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Margins(0.9, 2, 0.01, 0.05, ENOUGH));
        assertThatIllegalArgumentException().isThrownBy(() -> new Margins(2.1, 2, 0.01, 0.05, ENOUGH));
        assertThatIllegalArgumentException().isThrownBy(() -> new Margins(1, 1, 0.01, 0.05, ENOUGH));
        assertThatIllegalArgumentException().isThrownBy(() -> new Margins(Double.NaN, 2, 0.01, 0.05, ENOUGH));
        assertThatIllegalArgumentException().isThrownBy(() -> new Margins(1.5, 1 / 0.0, 0.01, 0.05, ENOUGH));
        assertThatIllegalArgumentException().isThrownBy(() -> new Margins(1.5, 2, 0, 0.05, ENOUGH));
        assertThatIllegalArgumentException().isThrownBy(() -> new Margins(1.5, 2, 0.01, 1, ENOUGH));
        assertThatIllegalArgumentException().isThrownBy(() -> new Margins(1.5, 2, 0.01, 0.05, Duration.ofMillis(-1)));
    }
}
