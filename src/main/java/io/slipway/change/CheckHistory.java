package io.slipway.change;

import io.slipway.catalog.Catalog;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What reaches production is on the remote's production branch, which nobody rewrote (ANTI-3), and what mends something there
 * names its root-cause analysis (ANTI-6).
 */
@Component
final class CheckHistory implements Worker {

    private final Catalog catalog;

    CheckHistory(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Topic topic() {
        return Topic.CHECK_HISTORY;
    }

    @Override
    public Outcome work(Job job) {
        var service = catalog.service(job.get(Variable.SERVICE));
        return Outcome.found(Variable.HISTORY_VERDICT, List.of(History.look(service, job), Fix.look(service, job)))
                .comparedWithConfirmed(job);
    }
}
