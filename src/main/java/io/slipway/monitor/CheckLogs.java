package io.slipway.monitor;

import io.slipway.catalog.Catalog;
import io.slipway.contract.Finding;
import io.slipway.contract.Instance;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.target.LocalTarget;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Reads what the new version has logged since it was started, beside what the version before it has (VERI-2). */
@Component
final class CheckLogs implements Worker {

    private final Catalog catalog;

    CheckLogs(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Topic topic() {
        return Topic.CHECK_LOGS;
    }

    @Override
    public Outcome work(Job job) throws InterruptedException {
        return Outcome.found(Variable.LOGS_VERDICT, List.of(look(job)));
    }

    private Finding look(Job job) throws InterruptedException {
        var target = new LocalTarget(catalog.service(job.get(Variable.SERVICE)), job.get(Variable.ENVIRONMENT));
        var instances = job.find(Variable.INSTANCES).map(Instance::read).orElse(List.of());
        var shiftedAt = Instant.parse(job.get(Variable.SHIFTED_AT));
        var confirmed = job.find(Variable.CONFIRMED_DIGEST);
        try {
            var now = new ArrayList<InstanceLog>();
            for (var instance : instances) {
                now.add(InstanceLog.now(target, instance, shiftedAt));
            }
            var before = new ArrayList<InstanceLog>();
            for (var instance : Watched.of(target, confirmed).instances()) {
                before.add(InstanceLog.before(target, instance, shiftedAt));
            }
            return confirmed.isEmpty() ? LogVerdict.first(now) : LogVerdict.of(now, before);
        } catch (IOException e) {
            return Finding.unknown(
                    Rule.VERI_2,
                    "What was logged cannot be read: " + e.getMessage(),
                    Map.of("shiftedAt", shiftedAt.toString()));
        }
    }
}
