package io.slipway.change;

import io.slipway.artifact.ArtifactFile;
import io.slipway.artifact.Attestation;
import io.slipway.artifact.Attestations;
import io.slipway.artifact.Manifest;
import io.slipway.catalog.Service;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a version from its artifact and what lies beside it.
 *
 * @param digest SHA-256 of the artifact's bytes; null if there are none
 * @param commit the commit that its manifest names; null if it names none
 * @param problem why the facts are unclear; empty if they are clear
 * @param attested whether the build attests that it was made from this commit
 */
record Facts(@Nullable String digest, @Nullable String commit, String problem, boolean attested) {

    static Facts of(Service service, String version) {
        var artifact = service.artifact(version);
        String digest;
        try {
            digest = new ArtifactFile(artifact).digest();
        } catch (IOException e) {
            return new Facts(null, null, "the artifact " + artifact.getFileName() + " cannot be read: " + e, false);
        }
        try {
            var manifest = Manifest.read(artifact);
            var provenance = Attestations.read(Attestation.Kind.PROVENANCE, artifact, digest, service.trustedKeys());
            var attested = provenance instanceof Attestation.Verified verified
                    && verified.commits().equals(Set.of(manifest.commit()));
            return new Facts(digest, manifest.commit(), problem(version, manifest, provenance), attested);
        } catch (IOException e) {
            return new Facts(digest, null, String.valueOf(e.getMessage()), false);
        }
    }

    private static String problem(String version, Manifest manifest, Attestation provenance) {
        if (!manifest.version().equals(version)) {
            return "the artifact says of itself that it is version " + manifest.version();
        }
        if (provenance instanceof Attestation.Missing missing) {
            return missing.why();
        }
        if (provenance instanceof Attestation.Contradicting contradicting) {
            return contradicting.why();
        }
        var commits = ((Attestation.Verified) provenance).commits();
        return commits.equals(Set.of(manifest.commit()))
                ? ""
                : "the artifact names commit " + manifest.commit() + ", its provenance " + commits;
    }

    boolean areClear() {
        return problem.isEmpty();
    }

    /** The commit that the artifact was built from, if its build says so as well. */
    Optional<String> attestedCommit() {
        return attested ? Optional.ofNullable(commit) : Optional.empty();
    }

    Map<String, String> measured() {
        var measured = new TreeMap<String, String>();
        measured.put("sha256", digest == null ? "unknown" : digest);
        measured.put("commit", commit == null ? "unknown" : commit);
        return measured;
    }
}
