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

/** Looks whether the confirmed version is still there, byte by byte as it was when it was confirmed. */
@Component
final class PreserveVersion implements Worker {

    private final Catalog catalog;

    PreserveVersion(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Topic topic() {
        return Topic.PRESERVE_VERSION;
    }

    @Override
    public Outcome work(Job job) throws InterruptedException {
        var finding = ConfirmedTarget.check(Rule.BACK_1, catalog, job, Preservation::look);
        return Outcome.found(Variable.PRESERVATION_VERDICT, List.of(finding));
    }
}
