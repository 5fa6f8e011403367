package io.slipway.backup;

import io.slipway.catalog.Catalog;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.util.List;
import org.springframework.stereotype.Component;

/** Looks whether somebody worked on the target by hand (ANTI-6). */
@Component
final class CheckTarget implements Worker {

    private final Catalog catalog;

    CheckTarget(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Topic topic() {
        return Topic.CHECK_TARGET;
    }

    @Override
    public Outcome work(Job job) throws InterruptedException {
        var finding = ConfirmedTarget.check(Rule.ANTI_6, catalog, job, HandWork::look);
        return Outcome.found(Variable.TARGET_VERDICT, List.of(finding)).comparedWithConfirmed(job);
    }
}
