package io.slipway.monitor;

import io.slipway.catalog.Catalog;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Looks whether what runs is watched (GATE-2, MON-5, CHECK-4), and whether anything alarms (ANTI-5). */
@Component
final class CheckMonitoring implements Worker {

    private final Catalog catalog;
    private final Monitors monitors;

    CheckMonitoring(Catalog catalog, Monitors monitors) {
        this.catalog = catalog;
        this.monitors = monitors;
    }

    @Override
    public Topic topic() {
        return Topic.CHECK_MONITORING;
    }

    @Override
    public Outcome work(Job job) throws InterruptedException {
        return Outcome.found(Variable.MONITORING_VERDICT, look(job)).comparedWithConfirmed(job);
    }

    private List<Finding> look(Job job) throws InterruptedException {
        try {
            var watched = Watched.of(catalog.service(job.get(Variable.SERVICE)), job);
            var seen = monitors.of(job).look(watched.instances());
            var findings = new ArrayList<>(SignalCheck.of(watched, seen));
            findings.add(AlertCheck.of(seen.alerts(), OwnPeople.of(job), Instant.now()));
            return findings;
        } catch (IOException e) {
            return unknown(e);
        }
    }

    private static List<Finding> unknown(IOException e) {
        var why = "Monitoring is not available: " + e.getMessage() + ". Get it going, and check again";
        return Stream.of(Rule.GATE_2, Rule.MON_5, Rule.CHECK_4, Rule.ANTI_5)
                .map(rule -> Finding.unknown(rule, why, Map.of()))
                .toList();
    }
}
