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

/** Tests are passing, for exactly this commit and these bytes (PREP-1). A warning is not a pass. */
@Component
final class CheckTests implements Worker {

    private final Catalog catalog;

    CheckTests(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Topic topic() {
        return Topic.CHECK_TESTS;
    }

    @Override
    public Outcome work(Job job) {
        var proof = Proof.of(Rule.PREP_1, Attestation.Kind.TESTS, catalog.service(job.get(Variable.SERVICE)), job);
        return Outcome.found(Variable.TESTS_VERDICT, List.of(proof.finding().orElseGet(() -> result(proof))));
    }

    private static Finding result(Proof proof) {
        var attested = proof.attestation().orElseThrow();
        return attested.result().equals("PASSED")
                ? Finding.pass(Rule.PREP_1, "The tests passed, as " + attested.keyId() + " attests", proof.facts())
                : Finding.fail(
                        Rule.PREP_1,
                        "The tests did not pass: " + attested.keyId() + " attests the result '" + attested.result()
                                + "'. Mend what they found and build a new version",
                        proof.facts());
    }
}
