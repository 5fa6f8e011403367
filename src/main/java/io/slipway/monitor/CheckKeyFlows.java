package io.slipway.monitor;

import io.slipway.catalog.Catalog;
import io.slipway.contract.Instance;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.util.List;
import org.springframework.stereotype.Component;

/** Walks the service's key flows against every instance of the goal. */
@Component
final class CheckKeyFlows implements Worker {

    private final Catalog catalog;
    private final KeyFlowCheck check;

    CheckKeyFlows(Catalog catalog, KeyFlowCheck check) {
        this.catalog = catalog;
        this.check = check;
    }

    @Override
    public Topic topic() {
        return Topic.CHECK_KEY_FLOWS;
    }

    @Override
    public Outcome work(Job job) throws InterruptedException {
        var flows = catalog.service(job.get(Variable.SERVICE)).keyFlows();
        var instances = job.find(Variable.INSTANCES).map(Instance::read).orElse(List.of());
        return Outcome.found(Variable.KEY_FLOWS_VERDICT, List.of(check.of(instances, flows)));
    }
}
