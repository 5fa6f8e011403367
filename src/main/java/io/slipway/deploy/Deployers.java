package io.slipway.deploy;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Environment;
import io.slipway.catalog.PerEnvironment;
import io.slipway.contract.Instance;
import io.slipway.contract.Variable;
import io.slipway.target.Version;
import io.slipway.worker.Job;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The deployer of every environment. */
@Component
final class Deployers {

    private final PerEnvironment<Deployer> deployers;

    Deployers(Catalog catalog, List<Deployer.Kind> kinds) {
        this.deployers = new PerEnvironment<>(
                "target", catalog, Environment::target, kinds, Deployer.Kind::kind, Deployer.Kind::deployer);
    }

    /** The deployer of the environment that the job is about. */
    Deployer of(Job job) {
        return deployers.of(job.get(Variable.SERVICE), job.get(Variable.ENVIRONMENT));
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
}
