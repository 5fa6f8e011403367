package io.slipway.prepare;

import io.slipway.artifact.ArtifactFile;
import io.slipway.artifact.Attestation;
import io.slipway.artifact.Attestations;
import io.slipway.catalog.Service;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.worker.Job;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is proven of the artifact that a job is about: by an attestation that is about exactly its bytes as they are now,
 * and about exactly the commit that it says it was built from.
 *
 * @param finding why nothing is proven; empty if it is
 * @param attestation what was attested; empty if nothing counts
 * @param facts what was measured
 */
record Proof(Optional<Finding> finding, Optional<Attestation.Verified> attestation, Map<String, String> facts) {

    static Proof of(Rule rule, Attestation.Kind kind, Service service, Job job) {
        var version = job.get(Variable.VERSION);
        var artifact = service.artifact(version);
        var collected = job.find(Variable.ARTIFACT_DIGEST).orElse("unknown");
        var commit = job.find(Variable.SOURCE_COMMIT).orElse("unknown");
        try {
            var digest = new ArtifactFile(artifact).digest();
            var facts = Map.of("sha256", digest, "commit", commit);
            if (!digest.equals(collected)) {
                return no(Finding.fail(
                        rule,
                        "The artifact changed while it was being checked: its SHA-256 was " + collected + ", now it is "
                                + digest + ". Find out by whom, and start the release again",
                        facts));
            }
            return of(rule, commit, Attestations.read(kind, artifact, digest, service.trustedKeys()), facts);
        } catch (IOException e) {
            return no(Finding.unknown(
                    rule,
                    "The artifact " + artifact.getFileName() + " of version " + version + " cannot be read: " + e,
                    Map.of()));
        }
    }

    private static Proof of(Rule rule, String commit, Attestation attestation, Map<String, String> facts) {
        if (attestation instanceof Attestation.Missing missing) {
            return no(Finding.unknown(rule, "It is not known: " + missing.why() + ". Have the build attest it", facts));
        }
        if (attestation instanceof Attestation.Contradicting contradicting) {
            return no(Finding.fail(
                    rule, "It is not so: " + contradicting.why() + ". Release what was built and attested", facts));
        }
        var verified = (Attestation.Verified) attestation;
        if (!verified.commits().equals(Set.of(commit))) {
            return no(Finding.fail(
                    rule,
                    "It is attested of " + verified.commits() + ", but the artifact is of commit " + commit,
                    facts));
        }
        return new Proof(Optional.empty(), Optional.of(verified), facts);
    }

    private static Proof no(Finding finding) {
        return new Proof(Optional.of(finding), Optional.empty(), finding.facts());
    }
}
