package io.slipway.prepare;

import io.slipway.artifact.Attestation;
import io.slipway.catalog.Catalog;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** The artifact is the one that was built, from the commit that it names (PREP-2), and no secrets are in it (SEC-2). */
@Component
final class CheckBuild implements Worker {

    /** What the clocks of two machines may differ by. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

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
                .orElseGet(() ->
                        fresh(proof.attestation().orElseThrow(), proof.facts(), service.oldestBuild(), Instant.now()));
        return Outcome.found(Variable.BUILD_VERDICT, List.of(finding, SecretsInArtifact.look(service, job)));
    }

    /** Nobody changes an old build, but what it was built and tested against has changed since. */
    private static Finding fresh(Attestation.Verified build, Map<String, String> proven, Duration oldest, Instant now) {
        var finished = build.finishedOn();
        if (finished.isEmpty() || finished.get().isAfter(now.plus(CLOCKS))) {
            return Finding.unknown(
                    Rule.PREP_2,
                    "It is not known how old the build is: its provenance says that it ended "
                            + finished.map(Instant::toString)
                                    .orElse(
                                            "at no time (runDetails.metadata.finishedOn; in v0.2 metadata.buildFinishedOn)")
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
