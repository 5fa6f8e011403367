package io.slipway.judge;

/** What the judge says. Only {@link #STABLE} is a pass. */
public enum Ruling {
    ROLL_BACK,
    STABLE,
    /** Everything was counted, and it decides nothing (yet): watch on, or a person decides. */
    INCONCLUSIVE,
    /** Something that has to be known is not. */
    UNKNOWN
}
