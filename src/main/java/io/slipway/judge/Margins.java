package io.slipway.judge;

import java.time.Duration;

/**
 * What counts as worse, and how sure one has to be: a choice of the business, not of statistics.
 *
 * @param tolerated the new version may be this many times as bad as the old one: nothing up to it is rolled back, but for the
 *     chance of {@code falseRollBack}
 * @param intolerable being this many times as bad is not stable, but for the chance of {@code falseStable}; what lies between
 *     is nobody's but a person's
 * @param falseRollBack the largest chance (0 to 1) of rolling a tolerated version back, however often one looks
 * @param falseStable the largest chance (0 to 1) of calling an intolerable version stable, however often one looks
 * @param leastTime nothing is stable before it, whatever was counted: some trouble takes its time
 * @param negligible a smaller share of bad requests (0 to below 1) is stable too, however good the old version is: that none is
 *     not twice none no count can show; 0: none is negligible. Where some is, each way of being stable has half of {@code
 *     falseStable}
 */
public record Margins(
        double tolerated,
        double intolerable,
        double falseRollBack,
        double falseStable,
        Duration leastTime,
        double negligible) {

    public static final Margins DEFAULT = new Margins(1.5, 2, 0.01, 0.05, Duration.ofMinutes(15));

    /** With nothing that is negligible. */
    public Margins(double tolerated, double intolerable, double falseRollBack, double falseStable, Duration leastTime) {
        this(tolerated, intolerable, falseRollBack, falseStable, leastTime, 0);
    }

    /** @throws IllegalArgumentException if one of them makes no sense, or all of them together */
    public Margins {
        Check.that(tolerated >= 1 && Double.isFinite(tolerated), "'tolerated' is 1 or more, not " + tolerated);
        Check.that(
                intolerable > 1 && intolerable >= tolerated && Double.isFinite(intolerable),
                "'intolerable' is above 1 and not below what is tolerated (" + tolerated + "), not " + intolerable);
        Check.that(isChance(falseRollBack), "'falseRollBack' is between 0 and 1, not " + falseRollBack);
        Check.that(isChance(falseStable), "'falseStable' is between 0 and 1, not " + falseStable);
        Check.that(!leastTime.isNegative(), "'leastTime' is not negative, not " + leastTime);
        Check.that(negligible >= 0 && negligible < 1, "'negligible' is a share from 0 to below 1, not " + negligible);
    }

    /** The chance of each way of calling an intolerable version stable. */
    double falseStableEach() {
        return negligible > 0 ? falseStable / 2 : falseStable;
    }

    private static boolean isChance(double value) {
        return value > 0 && value < 1;
    }
}
