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

/** Proves that a rollback would work before anything is changed. */
@Component
final class ProveRollbackPath implements Worker {

    private final Catalog catalog;
    private final RollbackPath path;

    ProveRollbackPath(Catalog catalog, RollbackPath path) {
        this.catalog = catalog;
        this.path = path;
    }

    @Override
    public Topic topic() {
        return Topic.PROVE_ROLLBACK_PATH;
    }

    @Override
    public Outcome work(Job job) throws InterruptedException {
        var finding = ConfirmedTarget.check(Rule.BACK_3, catalog, job, path::prove);
        return Outcome.found(Variable.ROLLBACK_PATH_VERDICT, List.of(finding));
    }
}
