package io.slipway.traffic;

import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.RetryableFailure;
import io.slipway.worker.Worker;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Fences everybody else off the traffic, and looks whether all requests go to the version that a rollback goes to; with no
 * such version, whether none are taken.
 */
@Component
final class AssessTraffic implements Worker {

    private final Traffics traffics;

    AssessTraffic(Traffics traffics) {
        this.traffics = traffics;
    }

    @Override
    public Topic topic() {
        return Topic.ASSESS_TRAFFIC;
    }

    @Override
    public Outcome work(Job job) throws InterruptedException {
        try {
            var permit = job.permit(topic(), job.goal());
            traffics.requireAt(permit, job);
            traffics.of(job).fenceOff(permit.fence());
            var serving = traffics.of(job).serving().stream().map(Upstream::id).toList();
            var goal = job.find(Variable.GOAL_DIGEST).map(digest -> "@" + digest.substring(0, 12) + "#");
            var untouched = goal.isEmpty()
                    ? serving.isEmpty()
                    : !serving.isEmpty() && serving.stream().allMatch(id -> id.contains(goal.get()));
            return Outcome.done()
                    .with(Variable.TRAFFIC_UNTOUCHED, untouched)
                    .and(Finding.pass(
                            Rule.ROLL_1,
                            untouched
                                    ? "The traffic is where a rollback would bring it"
                                    : "The traffic has to be brought back",
                            Map.of("serving", serving.stream().sorted().collect(Collectors.joining(", ")))));
        } catch (IOException e) {
            throw new RetryableFailure("It is not known where the traffic goes. " + e.getMessage(), e);
        }
    }
}
