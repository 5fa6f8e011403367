package io.slipway.permit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a version has to be confirmed before it comes to an environment.
 *
 * @param environment of the same service
 * @param soak how long it has to have been confirmed there
 */
public record Staging(String environment, Duration soak) {

    static Staging read(JsonNode json) {
        return new Staging(
                json.path("environment").asText(),
                Duration.parse(json.path("soak").asText()));
    }

    /**
     * What is missing before this may come; empty: nothing.
     *
     * @param staged what is confirmed in that environment, if anything is
     */
    Optional<String> missing(Goal goal, Optional<Confirmation> staged, Instant now) {
        var there = staged.filter(confirmed -> confirmed.goal().equals(goal));
        if (there.isEmpty()) {
            return Optional.of("Confirmed in " + environment + " is "
                    + staged.map(confirmed -> confirmed.goal().toString()).orElse("nothing") + ", not " + goal);
        }
        var since = there.get().at();
        return since.plus(soak).isAfter(now)
                ? Optional.of(
                        "It was confirmed in " + environment + " at " + since + ", and has to have been for " + soak)
                : Optional.empty();
    }

    void write(ObjectNode json) {
        json.put("environment", environment).put("soak", soak.toString());
    }
}
