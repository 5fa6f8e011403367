package io.slipway.deploy;

import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.target.Version;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Fences everybody else off the target, and looks whether there is anything to roll back. */
@Component
final class AssessState implements Worker {

    private final Deployers deployers;

    AssessState(Deployers deployers) {
        this.deployers = deployers;
    }

    @Override
    public Topic topic() {
        return Topic.ASSESS_STATE;
    }

    @Override
    public Outcome work(Job job) throws InterruptedException {
        var goal = Deployers.goal(job);
        var deployer = deployers.of(job);
        // first of all: who still holds an older permit could change what is looked at here
        deployer.fenceOff(job.permit(topic(), job.goal()));
        var untouched = deployer.runsExactly(goal);
        var wanted = goal.map(Version::toString).orElse("nothing");
        var why = untouched
                ? "The target runs exactly what it should after a rollback: " + wanted
                : "The target does not run exactly " + wanted + ", so there is something to roll back";
        return Outcome.done()
                .with(Variable.TARGET_UNTOUCHED, untouched)
                .and(Finding.pass(Rule.ROLL_1, why, Map.of("running", Deployers.list(deployer.running()))));
    }
}
