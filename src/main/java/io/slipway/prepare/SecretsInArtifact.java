package io.slipway.prepare;

import io.slipway.artifact.ArtifactFile;
import io.slipway.artifact.SecretScan;
import io.slipway.catalog.Service;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.worker.Job;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether a version's artifact holds secrets (SEC-2). */
final class SecretsInArtifact {

    private static final int MOST_NAMED = 10;

    private SecretsInArtifact() {}

    static Finding look(Service service, Job job) {
        var artifact = new ArtifactFile(service.artifact(job.get(Variable.VERSION)));
        try {
            var secrets = SecretScan.of(artifact.zip());
            if (!job.find(Variable.ARTIFACT_DIGEST).equals(Optional.of(artifact.digest()))) {
                throw new IOException("it changed while it was being looked at");
            }
            return secrets.isEmpty()
                    ? Finding.pass(Rule.SEC_2, "Nothing in the artifact looks like a secret", Map.of())
                    : Finding.fail(
                            Rule.SEC_2,
                            "The artifact holds what looks like secrets: "
                                    + secrets.stream().limit(MOST_NAMED).collect(Collectors.joining("; "))
                                    + (secrets.size() > MOST_NAMED ? "; and more" : "")
                                    + ". Whoever has the artifact knows them: make new ones, give them to the environment"
                                    + " file, and build without",
                            Map.of("secrets", String.valueOf(secrets.size())));
        } catch (IOException e) {
            return Finding.unknown(
                    Rule.SEC_2,
                    "It is not known whether there are secrets in the artifact "
                            + artifact.zip().getFileName() + ": " + e.getMessage(),
                    Map.of());
        }
    }
}
