package io.slipway.permit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

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

    void write(ObjectNode json) {
        json.put("environment", environment).put("soak", soak.toString());
    }
}
