package io.slipway.traffic;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.CatalogException;
import io.slipway.catalog.Environment;
import io.slipway.contract.Instance;
import io.slipway.contract.Variable;
import io.slipway.permit.Permit;
import io.slipway.worker.Job;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The traffic of every environment. A kind that nobody knows, or a wrong setting, stops the application's start. */
@Component
final class Traffics {

    private final Catalog catalog;
    private final Map<String, Traffic> traffics = new HashMap<>();

    Traffics(Catalog catalog, List<Traffic.Kind> kinds) {
        this.catalog = catalog;
        for (var service : catalog.services()) {
            service.environments()
                    .forEach((name, environment) -> traffics.put(
                            key(service.service(), name), traffic(service.service(), name, environment, kinds)));
        }
    }

    private static Traffic traffic(String service, String name, Environment environment, List<Traffic.Kind> kinds) {
        var place = "The traffic of " + service + " in " + name;
        var kind = kinds.stream()
                .filter(known -> known.kind().equals(environment.traffic().kind()))
                .findFirst()
                .orElseThrow(() -> new CatalogException(place + " is of the unknown kind '"
                        + environment.traffic().kind() + "'; known: "
                        + kinds.stream().map(Traffic.Kind::kind).sorted().toList()));
        try {
            return kind.traffic(environment);
        } catch (CatalogException e) {
            throw new CatalogException(place + ": " + e.getMessage(), e);
        }
    }

    /** The traffic of the environment that the job is about. */
    Traffic of(Job job) {
        var key = key(job.get(Variable.SERVICE), job.get(Variable.ENVIRONMENT));
        var traffic = traffics.get(key);
        if (traffic == null) {
            throw new CatalogException("The catalog has no " + key + "; it has " + traffics.keySet());
        }
        return traffic;
    }

    /** @throws io.slipway.permit.PermitRefusedException if the permit is for another place than the job's is here */
    void requireAt(Permit permit, Job job) {
        permit.requireAt(catalog.service(job.get(Variable.SERVICE)).place(job.get(Variable.ENVIRONMENT)));
    }

    /** The instances that are to have the traffic: none if the environment is being emptied. */
    static List<Instance> goal(Job job) {
        return job.find(Variable.INSTANCES).map(Instance::read).orElse(List.of());
    }

    private static String key(String service, String environment) {
        return service + "/" + environment;
    }
}
