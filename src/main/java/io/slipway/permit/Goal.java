package io.slipway.permit;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What an environment is brought to.
 *
 * @param version as people call it
 * @param digest SHA-256 of its artifact
 */
public record Goal(String version, String digest) {

    /** What an object of evidence, a plan or a permit says in {@code version} and {@code digest}. */
    static Goal read(JsonNode json) {
        return new Goal(json.path("version").asText(), json.path("digest").asText());
    }

    @Override
    public String toString() {
        return version + " (" + digest.substring(0, Math.min(12, digest.length())) + ")";
    }
}
