package io.slipway.deploy;

import io.slipway.catalog.Catalog;
import io.slipway.contract.ErrorCode;
import io.slipway.contract.Finding;
import io.slipway.contract.Instance;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Starts the instances of the goal beside those that serve. */
@Component
final class StartInstances implements Worker {

    private final Catalog catalog;
    private final Deployers deployers;

    StartInstances(Catalog catalog, Deployers deployers) {
        this.catalog = catalog;
        this.deployers = deployers;
    }

    @Override
    public Topic topic() {
        return Topic.START_INSTANCES;
    }

    @Override
    public Outcome work(Job job) throws InterruptedException {
        var goal = Deployers.goal(job)
                .orElseThrow(() -> new IllegalStateException("No goal version is set: there is nothing to start"));
        var environment = catalog.service(job.get(Variable.SERVICE)).environment(job.get(Variable.ENVIRONMENT));
        var permit = job.permit(topic(), job.goal(), ErrorCode.NOT_PERMITTED);
        var start = deployers.of(job).start(goal, permit);
        var settling = start.started() == 0 ? Duration.ZERO : environment.settlingTime();
        var facts = Map.of(
                "instances", Deployers.list(start.instances()),
                "started now", Integer.toString(start.started()),
                "digest", goal.digest());
        return Outcome.done()
                .with(Variable.INSTANCES, Instance.write(start.instances()))
                .with(Variable.SETTLING_TIME, settling.toString())
                .and(Finding.pass(Rule.DEPL_1, "Every instance of " + goal + " was started or ran already", facts));
    }
}
