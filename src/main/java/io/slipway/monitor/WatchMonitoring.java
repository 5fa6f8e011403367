package io.slipway.monitor;

import io.slipway.contract.Finding;
import io.slipway.contract.Instance;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Looks, each time the traffic of a new version is looked at, whether monitoring sees all of it (DEPL-2) and whether anything
 * alarms (ANTI-5). A rollback, and a rehearsal of one, ask nobody: what alarms then is why it goes back.
 */
@Component
final class WatchMonitoring implements Worker {

    private static final Set<String> FORWARD = Set.of("deploy", "verify");

    private final Monitors monitors;

    WatchMonitoring(Monitors monitors) {
        this.monitors = monitors;
    }

    @Override
    public Topic topic() {
        return Topic.WATCH_MONITORING;
    }

    @Override
    public Outcome work(Job job) throws InterruptedException {
        return job.find(Variable.PHASE).filter(FORWARD::contains).isPresent()
                ? Outcome.found(Variable.WATCH_VERDICT, look(job))
                : Outcome.done().with(Variable.WATCH_VERDICT, Verdict.PASS.id());
    }

    private List<Finding> look(Job job) throws InterruptedException {
        var instances = job.find(Variable.INSTANCES).map(Instance::read).orElse(List.of());
        try {
            var seen = monitors.of(job).look(instances);
            var alerts = AlertCheck.of(seen.alerts(), OwnPeople.of(job), Instant.now());
            return List.of(SignalCheck.during(instances, seen, alerts), alerts);
        } catch (IOException e) {
            var why = "Monitoring is not available: " + e.getMessage();
            return Stream.of(Rule.DEPL_2, Rule.ANTI_5)
                    .map(rule -> Finding.unknown(rule, why, Map.of()))
                    .toList();
        }
    }
}
