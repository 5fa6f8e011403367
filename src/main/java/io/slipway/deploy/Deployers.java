package io.slipway.deploy;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.CatalogException;
import io.slipway.catalog.Service;
import io.slipway.contract.Instance;
import io.slipway.contract.Variable;
import io.slipway.target.Version;
import io.slipway.worker.Job;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The deployer of every environment. A kind that nobody knows, or a wrong setting, stops the application's start. */
@Component
final class Deployers {

    private final Map<String, Deployer> deployers = new HashMap<>();

    Deployers(Catalog catalog, List<Deployer.Kind> kinds) {
        for (var service : catalog.services()) {
            service.environments().keySet().forEach(name -> put(service, name, kinds));
        }
    }

    private void put(Service service, String name, List<Deployer.Kind> kinds) {
        var environment = service.environment(name);
        var place = "The target of " + service.service() + " in " + name;
        var kind = kinds.stream()
                .filter(known -> known.kind().equals(environment.target().kind()))
                .findFirst()
                .orElseThrow(() -> new CatalogException(place + " is of the unknown kind '"
                        + environment.target().kind() + "'; known: "
                        + kinds.stream().map(Deployer.Kind::kind).sorted().toList()));
        try {
            deployers.put(key(service.service(), name), kind.deployer(service, name));
        } catch (CatalogException e) {
            throw new CatalogException(place + ": " + e.getMessage(), e);
        }
    }

    /** The deployer of the environment that the job is about. */
    Deployer of(Job job) {
        var key = key(job.get(Variable.SERVICE), job.get(Variable.ENVIRONMENT));
        var deployer = deployers.get(key);
        if (deployer == null) {
            throw new CatalogException("The catalog has no " + key + "; it has " + deployers.keySet());
        }
        return deployer;
    }

    /** The version that the job's environment is being brought to; empty: to none. */
    static Optional<Version> goal(Job job) {
        return job.goal().map(goal -> new Version(goal.version(), goal.digest()));
    }

    /** Instances as a fact for people. */
    static String list(List<Instance> instances) {
        return instances.isEmpty()
                ? "nothing"
                : instances.stream()
                        .map(instance -> instance.name() + " " + instance.version() + " at " + instance.address())
                        .collect(Collectors.joining(", "));
    }

    private static String key(String service, String environment) {
        return service + "/" + environment;
    }
}
