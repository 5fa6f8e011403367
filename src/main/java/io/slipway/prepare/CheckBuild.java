package io.slipway.prepare;

import io.slipway.artifact.ArtifactFile;
import io.slipway.artifact.Attestation;
import io.slipway.artifact.SecretScan;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.Service;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The artifact is the one that was built, from the commit that it names (PREP-2), and no secrets are in it (SEC-2). */
@Component
final class CheckBuild implements Worker {

    /** What the clocks of two machines may differ by. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    private static final int MOST_NAMED = 10;

    private final Catalog catalog;

    CheckBuild(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Topic topic() {
        return Topic.CHECK_BUILD;
    }

    @Override
    public Outcome work(Job job) {
        var service = catalog.service(job.get(Variable.SERVICE));
        var proof = Proof.of(Rule.PREP_2, Attestation.Kind.PROVENANCE, service, job);
        var finding = proof.finding()
                .orElseGet(() -> fresh(
                        proof.attestation().orElseThrow(),
                        proof.facts(),
                        Objects.requireNonNull(service.oldestBuild()),
                        Instant.now()));
        return Outcome.found(Variable.BUILD_VERDICT, List.of(finding, withoutSecrets(service, job)));
    }

    private static Finding withoutSecrets(Service service, Job job) {
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

    /** Nobody changes an old build, but what it was built and tested against has changed since. */
    private static Finding fresh(Attestation.Verified build, Map<String, String> proven, Duration oldest, Instant now) {
        var finished = build.finishedOn();
        if (finished.isEmpty() || finished.get().isAfter(now.plus(CLOCKS))) {
            return Finding.unknown(
                    Rule.PREP_2,
                    "It is not known how old the build is: its provenance says that it ended "
                            + finished.map(Instant::toString).orElse("at no time (runDetails.metadata.finishedOn)")
                            + ". Have the build attest when it ended",
                    proven);
        }
        var facts = new TreeMap<>(proven);
        facts.put("finishedOn", finished.get().toString());
        if (finished.get().isBefore(now.minus(oldest))) {
            return Finding.fail(
                    Rule.PREP_2,
                    "The build is of " + finished.get() + ", and counts for " + oldest + ". Build and test it again",
                    facts);
        }
        return Finding.pass(
                Rule.PREP_2, "The artifact is the one that was built, as " + build.keyId() + " attests", facts);
    }
}
