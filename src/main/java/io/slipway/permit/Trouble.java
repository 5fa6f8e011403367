package io.slipway.permit;

/**
 * That the last release which had an effect on an environment did not end well: what comes next mends it.
 *
 * @param release its key
 * @param end how it ended, as in {@link io.slipway.contract.ReleaseEnd}, or {@code deleted}
 */
public record Trouble(String release, String end) {}
