package io.slipway.monitor;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Environment;
import io.slipway.catalog.PerEnvironment;
import io.slipway.contract.Variable;
import io.slipway.worker.Job;
import java.util.List;
import org.springframework.stereotype.Component;

/** The monitoring of every environment. */
@Component
final class Monitors {

    private final PerEnvironment<Monitor> monitors;

    Monitors(Catalog catalog, List<Monitor.Kind> kinds) {
        this.monitors = new PerEnvironment<>(
                "monitoring", catalog, Environment::monitoring, kinds, Monitor.Kind::kind, Monitor.Kind::monitor);
    }

    /** The monitoring of the environment that the job is about. */
    Monitor of(Job job) {
        return monitors.of(job.get(Variable.SERVICE), job.get(Variable.ENVIRONMENT));
    }
}
