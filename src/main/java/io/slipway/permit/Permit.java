package io.slipway.permit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.contract.Place;
import io.slipway.evidence.Signed;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The server's signed word that one action may be done in one environment, for a short time. Whoever acts looks at it
 * right before; a target compares its fence with the highest that it has seen.
 */
public final class Permit {

    static final String RESTORATION = "restoration";

    private final ObjectNode json;
    private final String text;

    private Permit(ObjectNode json, String text) {
        this.json = json;
        this.text = text;
    }

    /**
     * Reads a permit.
     *
     * @param trusted fingerprints of the keys whose permits count
     * @throws PermitRefusedException if it is not signed by one of them
     */
    public static Permit read(String text, Set<String> trusted) {
        try {
            var json = Signed.read(text);
            var signer = Signed.signer(json);
            if (!trusted.contains(signer)) {
                throw new PermitRefusedException(
                        "The permit is signed by " + signer + ", which is not trusted here;" + " trusted: " + trusted
                                + ". If the server's key is a new one, name it in slipway.permit.keys");
            }
            return new Permit(json, text);
        } catch (IllegalArgumentException e) {
            throw new PermitRefusedException("What was given as a permit is none: it " + e.getMessage());
        }
    }

    /** @throws PermitRefusedException if it allows something else, or is too old */
    public void requireFor(Demand demand, Instant now) {
        require("task", demand.task());
        require("action", demand.action().id());
        require("service", demand.service());
        require("environment", demand.environment());
        var goal = goal();
        if (!goal.equals(demand.goal())) {
            throw new PermitRefusedException("The permit is for bringing it to "
                    + goal.map(Goal::toString).orElse("nothing") + ", not to "
                    + demand.goal().map(Goal::toString).orElse("nothing"));
        }
        requireFresh(now);
    }

    /** @throws PermitRefusedException if it has expired */
    public void requireFresh(Instant now) {
        if (!now.isBefore(expires())) {
            throw new PermitRefusedException(
                    "The permit expired at " + expires() + " and it is " + now + ": what it was issued from may have"
                            + " changed since. A new one is asked for when the task is worked on again");
        }
    }

    /** @throws PermitRefusedException if the catalog here describes the place otherwise than the server's */
    public void requireAt(Place here) {
        if (!json.path("target").equals(here.target())
                || !json.path("traffic").equals(here.traffic())
                || !text("service").equals(here.service())
                || !text("environment").equals(here.environment())) {
            throw new PermitRefusedException("The permit is for another target than the catalog here describes for "
                    + here.service() + " in " + here.environment()
                    + ". Server and workers need the same catalog");
        }
    }

    /** @throws PermitRefusedException if another backup may be put back, or none */
    public void requireRestoration(String backup, String record) {
        var allowed = json.path(RESTORATION);
        if (!allowed.path(Restoration.BACKUP).asText().equals(backup)
                || !allowed.path(Restoration.RECORD).asText().equals(record)) {
            throw new PermitRefusedException("The permit is for putting back '"
                    + allowed.path(Restoration.BACKUP).asText("nothing") + "', not '" + backup + "'");
        }
    }

    private void require(String field, String value) {
        if (!text(field).equals(value)) {
            throw new PermitRefusedException(
                    "The permit's " + field + " is '" + text(field) + "', not '" + value + "'");
        }
    }

    private Instant expires() {
        try {
            return Instant.parse(text("expires"));
        } catch (DateTimeException e) {
            return Instant.MIN;
        }
    }

    /** What the environment is brought to; empty: to nothing. */
    public Optional<Goal> goal() {
        return Optional.of(json.path("goal")).filter(JsonNode::isObject).map(Goal::read);
    }

    /** Rises with every lease and every permit of the environment. */
    public long fence() {
        return json.path("fence").asLong();
    }

    /** The key of the release. */
    public String release() {
        return text("release");
    }

    /** As it was signed: what a target that cannot be taught to read it gets handed over. */
    public String text() {
        return text;
    }

    private String text(String field) {
        return json.path(field).asText();
    }
}
