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

/** Asks every instance of the goal how it is, and whether it is what it should be. */
@Component
final class CheckHealth implements Worker {

    private final Catalog catalog;
    private final HealthCheck check;

    CheckHealth(Catalog catalog, HealthCheck check) {
        this.catalog = catalog;
        this.check = check;
    }

    @Override
    public Topic topic() {
        return Topic.CHECK_HEALTH;
    }

    @Override
    public Outcome work(Job job) throws InterruptedException {
        var path = catalog.service(job.get(Variable.SERVICE)).health();
        var instances = job.find(Variable.INSTANCES).map(Instance::read).orElse(List.of());
        var findings = check.of(instances, path, job.get(Variable.GOAL_VERSION), job.get(Variable.GOAL_DIGEST));
        return Outcome.found(Variable.HEALTH_VERDICT, findings);
    }
}
