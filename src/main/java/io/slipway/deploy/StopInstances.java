package io.slipway.deploy;

import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import org.springframework.stereotype.Component;

/** Stops every instance that is not the goal's; all of them if there is no goal. */
@Component
final class StopInstances implements Worker {

    private final Deployers deployers;

    StopInstances(Deployers deployers) {
        this.deployers = deployers;
    }

    @Override
    public Topic topic() {
        return Topic.STOP_INSTANCES;
    }

    @Override
    public Outcome work(Job job) throws InterruptedException {
        var goal = Deployers.goal(job);
        var permit = job.permit(topic(), job.goal());
        var running = deployers.of(job).stopAllExcept(goal, permit);
        return Outcome.done().with(Variable.ENVIRONMENT_EMPTIED, goal.isEmpty() && running.isEmpty());
    }
}
