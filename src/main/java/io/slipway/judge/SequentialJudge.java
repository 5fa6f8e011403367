package io.slipway.judge;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Judges one signal of a new version against the old one at the same time, as often as one likes: see {@link EProcess} for
 * the test, {@link Margins} for what it promises.
 *
 * <p>To roll back needs no complete view, because what was counted is enough; it beats everything else. Nothing is stable if
 * a block lacks a side or a version got no request: that is unknown. To roll back, evidence counts that was ever reached;
 * for stable only what is left of it now, so that a version which turns bad within the least time is not stable.
 */
public final class SequentialJudge {

    private final Margins margins;
    private final AbsoluteLimit limit;

    public SequentialJudge(Margins margins, AbsoluteLimit limit) {
        this.margins = margins;
        this.limit = limit;
    }

    /**
     * The judgement of everything that was counted so far.
     *
     * @param blocks in the order of time, from the first request of the new version on
     * @param watched for how long that is
     * @throws IllegalArgumentException if the time is negative
     * @throws ArithmeticException if the sum of the requests is no {@code long} any more
     */
    public Judgement judge(List<Block> blocks, Duration watched) {
        Check.that(!watched.isNegative(), "The time watched is not negative, not " + watched);
        var measured = measured(blocks, watched);
        var ruling = ruling(measured);
        return new Judgement(ruling, new Reason(margins, limit, measured).of(ruling), measured);
    }

    private Measured measured(List<Block> blocks, Duration watched) {
        var inferiority = EProcess.against(RiskRatio.Side.AT_MOST, margins.tolerated(), margins.falseRollBack());
        var nonInferiority =
                EProcess.against(RiskRatio.Side.AT_LEAST, margins.intolerable(), margins.falseStableEach());
        var smallness = new SmallRate(margins.negligible(), margins.falseStableEach());
        var incomplete = 0;
        for (var block : blocks) {
            var candidate = block.candidate();
            var baseline = block.baseline();
            if (candidate == null || baseline == null) {
                incomplete++;
            } else {
                inferiority.add(Sample.of(candidate), Sample.of(baseline));
                nonInferiority.add(Sample.of(candidate), Sample.of(baseline));
                smallness.add(Sample.of(candidate));
            }
        }
        return new Measured(
                sum(blocks, Block::candidate),
                sum(blocks, Block::baseline),
                incomplete,
                inferiority.evidence(),
                nonInferiority.evidence(),
                smallness.evidence(),
                watched);
    }

    private static Counts sum(List<Block> blocks, Function<Block, @Nullable Counts> side) {
        return blocks.stream().map(side).filter(Objects::nonNull).reduce(Counts.NONE, Counts::plus);
    }

    private Ruling ruling(Measured measured) {
        if (measured.inferiority().everDecided() || limit.isExceededBy(measured.candidate())) {
            return Ruling.ROLL_BACK;
        }
        if (measured.isUnknown()) {
            return Ruling.UNKNOWN;
        }
        var isStable = measured.isGood()
                && limit.hasEnough(measured.candidate())
                && measured.watched().compareTo(margins.leastTime()) >= 0;
        return isStable ? Ruling.STABLE : Ruling.INCONCLUSIVE;
    }
}
