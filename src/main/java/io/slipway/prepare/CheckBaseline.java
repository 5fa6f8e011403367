package io.slipway.prepare;

import io.slipway.catalog.Catalog;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Looks whether the environment is safe enough to release to: whether users reach it encrypted (SEC-1). */
@Component
final class CheckBaseline implements Worker {

    private static final int HTTP = 80;

    private final Catalog catalog;

    CheckBaseline(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Topic topic() {
        return Topic.CHECK_BASELINE;
    }

    @Override
    public Outcome work(Job job) {
        var environment = catalog.service(job.get(Variable.SERVICE)).environment(job.get(Variable.ENVIRONMENT));
        var finding = Encryption.look(environment.address(), HTTP, Instant.now());
        return Outcome.found(Variable.BASELINE_VERDICT, List.of(finding));
    }
}
