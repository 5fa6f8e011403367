package io.slipway.permit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.contract.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of the rehearsals of a rollback before a release that would have to be rolled back this way.
 *
 * @param environment of the same service, where they take place
 * @param every how long one counts
 * @param everyHigh how long one counts for a change of class high or emergency
 */
public record RehearsalDemand(String environment, Duration every, Duration everyHigh) {

    private static final Set<String> HIGH = Set.of("high", "emergency");

    static RehearsalDemand read(JsonNode json) {
        return new RehearsalDemand(
                json.path("in").asText(),
                Duration.parse(json.path("every").asText()),
                Duration.parse(json.path("everyHigh").asText()));
    }

    void write(ObjectNode json) {
        json.put("in", environment).put("every", every.toString()).put("everyHigh", everyHigh.toString());
    }

    /** Whether a change of this class is one that {@code everyHigh} is for. */
    static boolean isHigh(String changeClass) {
        return HIGH.contains(changeClass);
    }

    /** How long one counts for a change of this class. */
    Duration countsFor(String changeClass) {
        return isHigh(changeClass) ? everyHigh : every;
    }

    /**
     * What is missing before a release; empty: nothing. It is not known that a way back works which nobody went.
     *
     * @param newest the rehearsal that ended there last, if one did
     * @param counts how long it counts
     */
    public Optional<String> missing(String service, Optional<EndedRehearsal> newest, Duration counts, Instant now) {
        var why = newest.isEmpty()
                ? Optional.of("no rollback of " + service + " has been rehearsed in " + environment + " yet")
                : why(newest.get(), counts, now);
        return why.map(
                reason -> Rule.ROLL_4.id() + ": " + reason + ". Ops or an orchestrator start 'Rehearse rollback' for "
                        + service + " in " + environment + "; when it has passed, check again");
    }

    private Optional<String> why(EndedRehearsal newest, Duration counts, Instant now) {
        if (newest.recovered().isEmpty()) {
            return Optional.of("the rehearsal " + newest.key() + " of " + newest.at() + " did not pass");
        }
        var until = newest.at().plus(counts);
        return until.isAfter(now)
                ? Optional.empty()
                : Optional.of("the last rehearsal, " + newest.key() + ", was at " + newest.at() + ", and counted for "
                        + counts + ", until " + until);
    }
}
