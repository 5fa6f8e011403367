package io.slipway.monitor;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.CatalogException;
import io.slipway.catalog.Service;
import io.slipway.contract.Variable;
import io.slipway.worker.Job;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The monitoring of every environment. A kind that nobody knows, or a wrong setting, stops the application's start. */
@Component
final class Monitors {

    private final Map<String, Monitor> monitors = new HashMap<>();

    Monitors(Catalog catalog, List<Monitor.Kind> kinds) {
        for (var service : catalog.services()) {
            service.environments()
                    .keySet()
                    .forEach(name -> monitors.put(key(service.service(), name), monitor(service, name, kinds)));
        }
    }

    private static Monitor monitor(Service service, String name, List<Monitor.Kind> kinds) {
        var place = "The monitoring of " + service.service() + " in " + name;
        var wanted = service.environment(name).monitoring().kind();
        var kind = kinds.stream()
                .filter(known -> known.kind().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new CatalogException(place + " is of the unknown kind '" + wanted + "'; known: "
                        + kinds.stream().map(Monitor.Kind::kind).sorted().toList()));
        try {
            return kind.monitor(service, name);
        } catch (CatalogException e) {
            throw new CatalogException(place + ": " + e.getMessage(), e);
        }
    }

    /** The monitoring of the environment that the job is about. */
    Monitor of(Job job) {
        var key = key(job.get(Variable.SERVICE), job.get(Variable.ENVIRONMENT));
        var monitor = monitors.get(key);
        if (monitor == null) {
            throw new CatalogException("The catalog has no " + key + "; it has " + monitors.keySet());
        }
        return monitor;
    }

    private static String key(String service, String environment) {
        return service + "/" + environment;
    }
}
