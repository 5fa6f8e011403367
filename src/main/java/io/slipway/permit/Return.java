package io.slipway.permit;

/**
 * What a rollback of a confirmed release does, as the evidence proves it.
 *
 * @param undone the release that is taken back
 * @param to what was confirmed there before it, and is brought back
 */
public record Return(Confirmation undone, Confirmation to) {}
