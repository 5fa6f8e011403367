package io.slipway.traffic;

import io.slipway.catalog.Catalog;
import io.slipway.contract.ErrorCode;
import io.slipway.contract.Instance;
import io.slipway.contract.Variable;
import io.slipway.probe.Health;
import io.slipway.probe.HealthProbe;
import io.slipway.worker.BusinessStop;
import io.slipway.worker.Job;
import java.util.List;
import org.springframework.stereotype.Component;

/** Asks each instance once more, right before it gets traffic. */
@Component
final class LastLook {

    private final Catalog catalog;
    private final HealthProbe probe;

    LastLook(Catalog catalog, HealthProbe probe) {
        this.catalog = catalog;
        this.probe = probe;
    }

    /** @throws BusinessStop if there is none, or one is not healthy with the goal's version */
    void at(List<Instance> goal, Job job) throws InterruptedException {
        if (goal.isEmpty()) {
            throw new BusinessStop(ErrorCode.BEHAVES_UNEXPECTEDLY, "There is no instance to give the traffic to");
        }
        var path = catalog.service(job.get(Variable.SERVICE)).health();
        var wanted = new Health.Up(job.get(Variable.GOAL_VERSION), job.get(Variable.GOAL_DIGEST));
        for (var instance : goal) {
            var answer = probe.ask(instance.address(), path);
            if (!answer.equals(wanted)) {
                throw new BusinessStop(
                        ErrorCode.BEHAVES_UNEXPECTEDLY,
                        "Right before the switch, " + instance.name() + " at " + instance.address() + " answered "
                                + answer + " instead of " + wanted + ". The traffic was left where it is");
            }
        }
    }
}
