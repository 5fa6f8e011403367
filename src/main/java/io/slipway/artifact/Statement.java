package io.slipway.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An in-toto statement (https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md): v1, or v0.1, in which cosign
 * and GitLab's runner put predicates of any version.
 *
 * @param json the statement
 */
record Statement(JsonNode json) {

    static final String SLSA_1 = "https://slsa.dev/provenance/v1";
    static final String SLSA_02 = "https://slsa.dev/provenance/v0.2";
    static final String TEST_RESULT = "https://in-toto.io/attestation/test-result/v0.1";

    private static final Set<String> TYPES =
            Set.of("https://in-toto.io/Statement/v1", "https://in-toto.io/Statement/v0.1");

    static Statement of(Envelope envelope) throws IOException {
        return new Statement(Json.read(envelope.payload()));
    }

    String type() {
        return json.path("_type").asText();
    }

    String predicateType() {
        return json.path("predicateType").asText();
    }

    boolean isOf(Attestation.Kind kind) {
        return TYPES.contains(type()) && kind.predicateTypes().contains(predicateType());
    }

    /** Whether one of its subjects has this SHA-256. */
    boolean isAbout(String digest) {
        for (var subject : json.path("subject")) {
            if (subject.path("digest").path("sha256").asText().equals(digest)) {
                return true;
            }
        }
        return false;
    }

    /** The commits that it names as what was built or tested. */
    Set<String> commits() {
        var predicate = json.path("predicate");
        return switch (predicateType()) {
            case SLSA_1 -> {
                var build = predicate.path("buildDefinition");
                yield Commits.in(
                        build.path("resolvedDependencies"),
                        build.path("externalParameters").path("source").asText());
            }
            case SLSA_02 -> {
                // GitLab's runner names no materials
                var source = predicate.path("invocation").path("configSource");
                var all = new ArrayList<>(List.of(source));
                predicate.path("materials").forEach(all::add);
                yield Commits.in(all, source.path("uri").asText());
            }
            default -> Commits.in(predicate.path("configuration"), "");
        };
    }

    /** When the build ended, if it says so. */
    Optional<Instant> finishedOn() {
        if (!predicateType().equals(SLSA_02)) {
            return time(
                    json.path("predicate").path("runDetails").path("metadata").path("finishedOn"));
        }
        // GitLab's runner, as long as it wrote v0.2, put the metadata beside the predicate
        return time(json.path("predicate").path("metadata").path("buildFinishedOn"))
                .or(() -> time(json.path("metadata").path("buildFinishedOn")));
    }

    private static Optional<Instant> time(JsonNode text) {
        try {
            return Optional.of(Instant.parse(text.asText()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    String result() {
        return json.path("predicate").path("result").asText();
    }
}
