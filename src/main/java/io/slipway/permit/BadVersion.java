package io.slipway.permit;

import java.time.Instant;

/**
 * A version that no environment takes.
 *
 * @param by the account that marked it
 * @param reason in that person's words
 */
public record BadVersion(String service, String version, String by, Instant at, String reason) {

    /** What whoever wants it is told. */
    public String why() {
        return service + " " + version + " is marked bad since " + at + " by " + by + ": " + reason;
    }
}
