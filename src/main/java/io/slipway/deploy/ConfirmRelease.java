package io.slipway.deploy;

import io.slipway.contract.ErrorCode;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Makes the goal the version that serves, and ends what was kept warm for a rollback. */
@Component
final class ConfirmRelease implements Worker {

    private final Deployers deployers;

    ConfirmRelease(Deployers deployers) {
        this.deployers = deployers;
    }

    @Override
    public Topic topic() {
        return Topic.CONFIRM_RELEASE;
    }

    @Override
    public Outcome work(Job job) throws InterruptedException {
        var goal = Deployers.goal(job)
                .orElseThrow(() -> new IllegalStateException("No goal version is set: there is nothing to confirm"));
        var permit = job.permit(topic(), job.goal(), ErrorCode.NOT_PERMITTED);
        var running = deployers.of(job).confirm(goal, permit);
        var facts = Map.of("running", Deployers.list(running), "digest", goal.digest());
        return Outcome.done().and(Finding.pass(Rule.CONF_1, goal + " is confirmed and serves alone", facts));
    }
}
