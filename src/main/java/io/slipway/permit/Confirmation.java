package io.slipway.permit;

import java.time.Instant;

/**
 * That a release ended as confirmed.
 *
 * @param release its key
 * @param goal what it brought
 * @param at when it ended
 */
public record Confirmation(String release, Goal goal, Instant at) {}
