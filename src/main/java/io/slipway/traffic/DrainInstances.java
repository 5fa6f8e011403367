package io.slipway.traffic;

import io.slipway.contract.ErrorCode;
import io.slipway.contract.Instance;
import io.slipway.contract.Topic;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.RetryableFailure;
import io.slipway.worker.Worker;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Lets every instance that is not the goal's finish what it is at, and gives it nothing new. With no goal, nobody gets
 * anything any more.
 */
@Component
final class DrainInstances implements Worker {

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration PAUSE = Duration.ofMillis(25);

    private final Traffics traffics;

    DrainInstances(Traffics traffics) {
        this.traffics = traffics;
    }

    @Override
    public Topic topic() {
        return Topic.DRAIN_INSTANCES;
    }

    @Override
    public Outcome work(Job job) throws InterruptedException {
        var goal = Traffics.goal(job);
        try {
            var traffic = traffics.of(job);
            var permit = job.permit(topic(), job.goal(), ErrorCode.BEHAVES_UNEXPECTEDLY);
            traffics.requireAt(permit, job);
            traffic.give(
                    traffic.upstreams().stream()
                            .map(Upstream::share)
                            .map(share -> isGoal(share, goal) ? share : share.without())
                            .toList(),
                    permit.fence());
            await(traffic, goal);
            if (goal.isEmpty()) {
                traffic.give(List.of(), permit.fence());
            }
        } catch (IOException e) {
            throw new RetryableFailure("It is not known whether the instances are drained. " + e.getMessage(), e);
        }
        return Outcome.done();
    }

    private static boolean isGoal(Share share, List<Instance> goal) {
        return goal.stream().anyMatch(share::isOf);
    }

    private static void await(Traffic traffic, List<Instance> goal) throws IOException, InterruptedException {
        var end = Instant.now().plus(PATIENCE);
        while (true) {
            var busy = traffic.upstreams().stream()
                    .filter(upstream -> !isGoal(upstream.share(), goal) && upstream.inFlight() > 0)
                    .map(upstream -> upstream.inFlight() + " at " + upstream.address())
                    .toList();
            if (busy.isEmpty()) {
                return;
            }
            if (Instant.now().isAfter(end)) {
                throw new IOException("After " + PATIENCE.toSeconds() + " s requests are still open: " + busy);
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }
}
