package io.slipway.monitor;

import io.slipway.catalog.Service;
import io.slipway.contract.Instance;
import io.slipway.contract.Variable;
import io.slipway.target.LocalTarget;
import io.slipway.worker.Job;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What has to be watched in an environment: the instances of the confirmed version.
 *
 * @param instances those that run
 * @param absent names of instances that should run and do not
 */
record Watched(List<Instance> instances, List<String> absent) {

    Watched {
        instances = List.copyOf(instances);
        absent = List.copyOf(absent);
    }

    /** @throws IOException if the host cannot say what runs */
    static Watched of(Service service, Job job) throws IOException, InterruptedException {
        return of(new LocalTarget(service, job.get(Variable.ENVIRONMENT)), job.find(Variable.CONFIRMED_DIGEST));
    }

    static Watched of(LocalTarget target, Optional<String> confirmed) throws IOException, InterruptedException {
        if (confirmed.isEmpty()) {
            return new Watched(List.of(), List.of());
        }
        var instances = target.running().stream()
                .filter(instance -> instance.digest().equals(confirmed.get()))
                .toList();
        var running = instances.stream().map(Instance::name).toList();
        var absent = target.instancesOf(confirmed.get()).stream()
                .filter(name -> !running.contains(name))
                .toList();
        return new Watched(instances, absent);
    }
}
