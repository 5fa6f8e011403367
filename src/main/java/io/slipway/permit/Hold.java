package io.slipway.permit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;

/**
 * That nothing is started in an environment until a person has lifted it.
 *
 * @param reach what is held
 * @param release the key of the release, or rollback, after which it holds
 * @param since when it began
 */
public record Hold(String service, String environment, Reach reach, String release, Instant since) {

    /** What is held. */
    public enum Reach {
        /** What no person starts, in every environment of the service: a version was rolled back, and nobody said why yet. */
        AUTOMATION("automation"),
        /** Every release to this environment: a rollback failed, which is an incident, and nobody knows what users have. */
        EVERYTHING("everything");

        private final String id;

        Reach(String id) {
            this.id = id;
        }

        /** The name as it stands in the evidence, and as who asks is told. */
        @JsonValue
        public String id() {
            return id;
        }
    }

    /** What whoever is held by it is told. */
    public String why() {
        return reach == Reach.EVERYTHING
                ? "the rollback of " + release + " failed at " + since
                        + ": that is an incident, and nobody knows what users"
                        + " have there. An orchestrator lifts the hold when it is settled"
                : "automation for " + service + " holds since " + release + " was rolled back at " + since
                        + ". A person starts the next release, or lifts the hold";
    }
}
