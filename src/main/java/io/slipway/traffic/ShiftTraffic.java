package io.slipway.traffic;

import io.slipway.artifact.AlteredException;
import io.slipway.catalog.Catalog;
import io.slipway.contract.ErrorCode;
import io.slipway.contract.Finding;
import io.slipway.contract.Instance;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.target.LocalTarget;
import io.slipway.target.Version;
import io.slipway.worker.BusinessStop;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.RetryableFailure;
import io.slipway.worker.Worker;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Gives all new requests to the goal's instances, having asked each of them once more, and having read every byte of the
 * version on the target, right before the switch.
 */
@Component
final class ShiftTraffic implements Worker {

    private final Catalog catalog;
    private final Traffics traffics;
    private final LastLook lastLook;

    ShiftTraffic(Catalog catalog, Traffics traffics, LastLook lastLook) {
        this.catalog = catalog;
        this.traffics = traffics;
        this.lastLook = lastLook;
    }

    @Override
    public Topic topic() {
        return Topic.SHIFT_TRAFFIC;
    }

    @Override
    public Outcome work(Job job) throws InterruptedException {
        var goal = Traffics.goal(job);
        var service = catalog.service(job.get(Variable.SERVICE));
        lastLook.at(goal, job);
        var permit = job.permit(topic(), job.goal(), ErrorCode.BEHAVES_UNEXPECTEDLY);
        var version = new Version(job.get(Variable.GOAL_VERSION), job.get(Variable.GOAL_DIGEST));
        var target = new LocalTarget(service, job.get(Variable.ENVIRONMENT));
        Instant shiftedAt;
        try {
            shiftedAt = target.<Instant, AlteredException>change(permit, () -> {
                target.unpacked(version);
                shift(traffics.of(job), goal, Instant.now(), permit.fence());
                // only now: whoever waited for the target before it would seem not to have been counted since the
                // switch
                return Instant.now();
            });
        } catch (AlteredException e) {
            throw new BusinessStop(ErrorCode.BEHAVES_UNEXPECTEDLY, e.why());
        } catch (IOException e) {
            throw new RetryableFailure("The traffic is not known to be shifted. " + e.getMessage(), e);
        }
        var addresses = goal.stream().map(Instance::address).toList();
        return Outcome.done()
                .with(Variable.SHIFTED_AT, shiftedAt.toString())
                .and(Finding.pass(
                        Rule.DEPL_1,
                        "Version " + job.get(Variable.GOAL_VERSION) + " has the traffic",
                        Map.of("instances", String.join(", ", addresses))));
    }

    private static void shift(Traffic traffic, List<Instance> goal, Instant now, long fence)
            throws IOException, InterruptedException {
        var shares = new ArrayList<Share>();
        goal.forEach(instance -> shares.add(Share.full(instance, now)));
        traffic.upstreams().stream()
                .filter(upstream -> upstream.weight() > 0 || upstream.inFlight() > 0)
                .map(upstream -> upstream.share().without())
                .forEach(shares::add);
        traffic.give(shares, fence);
    }
}
