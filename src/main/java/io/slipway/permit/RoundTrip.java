package io.slipway.permit;

/**
 * What a rehearsal of a rollback goes between: both are proven in that environment.
 *
 * @param home what is confirmed there, and serves before and after it
 * @param other what was confirmed there before and differs from it: it stands in for the new version
 */
public record RoundTrip(Confirmation home, Confirmation other) {}
