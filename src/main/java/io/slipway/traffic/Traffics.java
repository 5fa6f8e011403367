package io.slipway.traffic;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Environment;
import io.slipway.catalog.PerEnvironment;
import io.slipway.contract.Instance;
import io.slipway.contract.Variable;
import io.slipway.permit.Permit;
import io.slipway.worker.Job;
import java.util.List;
import org.springframework.stereotype.Component;

/** The traffic of every environment. */
@Component
final class Traffics {

    private final Catalog catalog;
    private final PerEnvironment<Traffic> traffics;

    Traffics(Catalog catalog, List<Traffic.Kind> kinds) {
        this.catalog = catalog;
        this.traffics = new PerEnvironment<>(
                "traffic",
                catalog,
                Environment::traffic,
                kinds,
                Traffic.Kind::kind,
                (kind, service, name) -> kind.traffic(service.environment(name)));
    }

    /** The traffic of the environment that the job is about. */
    Traffic of(Job job) {
        return traffics.of(job.get(Variable.SERVICE), job.get(Variable.ENVIRONMENT));
    }

    /** @throws io.slipway.permit.PermitRefusedException if the permit is for another place than the job's is here */
    void requireAt(Permit permit, Job job) {
        permit.requireAt(catalog.service(job.get(Variable.SERVICE)).place(job.get(Variable.ENVIRONMENT)));
    }

    /** The instances that are to have the traffic: none if the environment is being emptied. */
    static List<Instance> goal(Job job) {
        return job.find(Variable.INSTANCES).map(Instance::read).orElse(List.of());
    }
}
