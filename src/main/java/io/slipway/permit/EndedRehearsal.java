package io.slipway.permit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A rehearsal of a rollback that has ended.
 *
 * @param key its key
 * @param at when it ended
 * @param recovered how long it took until the confirmed version had the traffic again; empty: it has not passed
 */
public record EndedRehearsal(String key, Instant at, Optional<Duration> recovered) {}
