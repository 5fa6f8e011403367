package io.slipway.monitor;

import io.slipway.catalog.Catalog;
import io.slipway.contract.Instance;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.target.LocalTarget;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Asks every instance of the goal how it is, and whether it is what it should be; and on the way forward the host, whether it
 * listens where it may. A rollback goes to what was there before, and asks for less.
 */
@Component
final class CheckHealth implements Worker {

    private static final String ROLL_BACK = "roll-back";

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
        var service = catalog.service(job.get(Variable.SERVICE));
        var instances = job.find(Variable.INSTANCES).map(Instance::read).orElse(List.of());
        var forward = !job.find(Variable.PHASE).equals(Optional.of(ROLL_BACK));
        var findings = new ArrayList<>(check.of(
                instances,
                service.health(),
                job.get(Variable.GOAL_VERSION),
                job.get(Variable.GOAL_DIGEST),
                forward ? HealthCheck.IN_A_ROW : HealthCheck.ONCE));
        if (forward) {
            findings.add(SocketCheck.of(new LocalTarget(service, job.get(Variable.ENVIRONMENT)), instances));
        }
        return Outcome.found(Variable.HEALTH_VERDICT, findings);
    }
}
