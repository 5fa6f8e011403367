package io.slipway.judge;

/**
 * What the judge says, and what it is founded on.
 *
 * @param reason in words, with what was measured and what it was measured by
 */
public record Judgement(Ruling ruling, String reason, Measured measured) {}
