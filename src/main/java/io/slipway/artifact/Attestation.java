package io.slipway.artifact;

import io.slipway.catalog.TrustedKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a statement of one kind says of an artifact, or why it says nothing that counts. */
public sealed interface Attestation {

    /** The kinds that Slipway reads: predicate types, and how the file beside the artifact is called. */
    enum Kind {
        /** How it was built: SLSA provenance v1 (https://slsa.dev/spec/v1.0/provenance), or v0.2 before it. */
        PROVENANCE("provenance"),
        /** How its tests went (https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md). */
        TESTS("tests");

        private final String suffix;

        Kind(String suffix) {
            this.suffix = suffix;
        }

        /** The type to write. */
        public String predicateType() {
            return predicateTypes().get(0);
        }

        /** The types that are read. */
        List<String> predicateTypes() {
            return this == PROVENANCE ? List.of(Statement.SLSA_1, Statement.SLSA_02) : List.of(Statement.TEST_RESULT);
        }

        /** Where the attestation of an artifact is written: {@code shop-1.0.0.zip} → {@code shop-1.0.0.tests.dsse.json}. */
        public Path beside(Path artifact) {
            return beside(artifact, Format.DSSE);
        }

        Path beside(Path artifact, Format format) {
            var name = artifact.getFileName().toString().replaceFirst("\\.zip$", "");
            return artifact.resolveSibling(name + "." + suffix + format.suffix());
        }
    }

    /**
     * Signed by a trusted key, of the right kind, about exactly this artifact.
     *
     * @param signers the trusted keys that signed it: one or more
     * @param commits the commits that it names; one that is to be trusted names exactly one
     * @param finishedOn when the build ended, if it says so
     * @param result the result of the tests: {@code PASSED}, {@code WARNED}, {@code FAILED}; empty for a build
     */
    record Verified(List<TrustedKey> signers, Set<String> commits, Optional<Instant> finishedOn, String result)
            implements Attestation {

        public Verified {
            signers = List.copyOf(signers);
            commits = new TreeSet<>(commits);
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
    }

    /** It is there, and contradicts: a signature, a digest, a kind is wrong. */
    record Contradicting(String why) implements Attestation {}

    /** It is missing or cannot be read, so nothing is known. */
    record Missing(String why) implements Attestation {}
}
