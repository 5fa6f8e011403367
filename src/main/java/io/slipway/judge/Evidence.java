package io.slipway.judge;

/**
 * How much speaks against a hypothesis, as natural logarithms: the plain numbers outgrow a {@code double}.
 *
 * <p>1 (its logarithm 0) says nothing. While the hypothesis holds, the chance that it ever reaches {@code x} is at most
 * {@code 1/x}, however often somebody looks (Ville's inequality).
 *
 * @param log as of the last block
 * @param highestLog the most that it ever was
 * @param decidingLog from here on the hypothesis is rejected
 */
public record Evidence(double log, double highestLog, double decidingLog) {

    /** Whether it decides now. */
    boolean decides() {
        return log >= decidingLog;
    }

    /** Whether it decided at any moment; Ville's inequality allows that as well. */
    boolean everDecided() {
        return highestLog >= decidingLog;
    }
}
