package io.slipway.judge;

import java.time.Duration;

/**
 * What is known of a signal so far.
 *
 * @param candidate everything that the new version answered and somebody counted
 * @param baseline the same of the old version
 * @param incompleteBlocks how many blocks lack a side
 * @param inferiority against "the new version is at most {@link Margins#tolerated()} times as bad"; enough of it rolls back
 * @param nonInferiority against "the new version is at least {@link Margins#intolerable()} times as bad"; enough of it is stable
 * @param smallness against "at least {@link Margins#negligible()} of its requests are bad"; enough of it is stable as well
 */
public record Measured(
        Counts candidate,
        Counts baseline,
        long incompleteBlocks,
        Evidence inferiority,
        Evidence nonInferiority,
        Evidence smallness,
        Duration watched) {

    /** Whether it is good enough, but for what has to be counted and to pass. */
    boolean isGood() {
        return nonInferiority.decides() || smallness.decides();
    }

    /** Whether something that has to be known is not. */
    boolean isUnknown() {
        return incompleteBlocks > 0 || candidate.requests() == 0 || baseline.requests() == 0;
    }
}
