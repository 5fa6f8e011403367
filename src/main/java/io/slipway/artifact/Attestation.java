package io.slipway.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.catalog.TrustedKey;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a statement of one kind says of an artifact, or why it says nothing that counts. */
public sealed interface Attestation {

    /** The kinds that Slipway reads: predicate type, and how the file beside the artifact is called. */
    enum Kind {
        /** How it was built: SLSA provenance v1 (https://slsa.dev/spec/v1.0/provenance). */
        PROVENANCE("https://slsa.dev/provenance/v1", "provenance"),
        /** How its tests went (https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md). */
        TESTS("https://in-toto.io/attestation/test-result/v0.1", "tests");

        private final String predicateType;
        private final String suffix;

        Kind(String predicateType, String suffix) {
            this.predicateType = predicateType;
            this.suffix = suffix;
        }

        public String predicateType() {
            return predicateType;
        }

        /** Where the attestation of an artifact lies: {@code shop-1.0.0.zip} → {@code shop-1.0.0.tests.dsse.json}. */
        public Path beside(Path artifact) {
            var name = artifact.getFileName().toString().replaceFirst("\\.zip$", "");
            return artifact.resolveSibling(name + "." + suffix + ".dsse.json");
        }
    }

    /**
     * Signed by a trusted key, of the right kind, about exactly this artifact.
     *
     * @param signers the trusted keys that signed it: one or more
     * @param predicate what it says
     */
    record Verified(List<TrustedKey> signers, Kind kind, JsonNode predicate) implements Attestation {

        public Verified {
            signers = List.copyOf(signers);
        }

        /** The key to name where one is named. */
        public String keyId() {
            return signers.get(0).id();
        }

        /** The e-mail addresses of the people who hold the keys that signed. */
        public Set<String> owners() {
            var owners = new TreeSet<String>();
            for (var key : signers) {
                if (key.owner() != null) {
                    owners.add(key.owner());
                }
            }
            return owners;
        }

        /** The commits that it names; one that is to be trusted names exactly one. */
        public Set<String> commits() {
            var list = kind == Kind.PROVENANCE
                    ? predicate.path("buildDefinition").path("resolvedDependencies")
                    : predicate.path("configuration");
            var commits = new TreeSet<String>();
            list.forEach(entry -> {
                var commit = entry.path("digest").path("gitCommit").asText();
                if (!commit.isEmpty()) {
                    commits.add(commit);
                }
            });
            return commits;
        }

        /** When the build ended, if it says so. */
        public Optional<Instant> finishedOn() {
            try {
                return Optional.of(Instant.parse(predicate
                        .path("runDetails")
                        .path("metadata")
                        .path("finishedOn")
                        .asText()));
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }

        /** The result of the tests: {@code PASSED}, {@code WARNED}, {@code FAILED}. */
        public String result() {
            return predicate.path("result").asText();
        }
    }

    /** It is there, and contradicts: a signature, a digest, a kind is wrong. */
    record Contradicting(String why) implements Attestation {}

    /** It is missing or cannot be read, so nothing is known. */
    record Missing(String why) implements Attestation {}
}
