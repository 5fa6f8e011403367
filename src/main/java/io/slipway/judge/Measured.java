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
 */
public record Measured(
        Counts candidate,
        Counts baseline,
        long incompleteBlocks,
        Evidence inferiority,
        Evidence nonInferiority,
        Duration watched) {

    /** Whether something that has to be known is not. */
    boolean isUnknown() {
        return incompleteBlocks > 0 || candidate.requests() == 0 || baseline.requests() == 0;
    }
}
