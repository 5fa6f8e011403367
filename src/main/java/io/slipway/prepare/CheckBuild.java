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
import java.util.List;
import org.springframework.stereotype.Component;

/** The artifact is the one that was built, from the commit that it names (PREP-2). */
@Component
final class CheckBuild implements Worker {

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
        var proof = Proof.of(Rule.PREP_2, Attestation.Kind.PROVENANCE, catalog.service(job.get(Variable.SERVICE)), job);
        var finding = proof.finding()
                .orElseGet(() -> Finding.pass(
                        Rule.PREP_2,
                        "The artifact is the one that was built, as "
                                + proof.attestation().orElseThrow().keyId() + " attests",
                        proof.facts()));
        return Outcome.found(Variable.BUILD_VERDICT, List.of(finding));
    }
}
