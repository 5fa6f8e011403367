package io.slipway.engine.release;

import io.slipway.contract.ProcessKey;
import io.slipway.contract.Variable;
import io.slipway.permit.Goal;
import io.slipway.permit.Leases;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The door in for the rest of Slipway: start a release, look one up. */
@Component
@Profile("!worker")
public class Releases {

    private final RuntimeService runtime;
    private final Leases leases;

    Releases(RuntimeService runtime, Leases leases) {
        this.runtime = runtime;
        this.leases = leases;
    }

    /**
     * Starts a release in Slipway's own name.
     *
     * @return its key
     * @throws io.slipway.engine.Refusal if it cannot be
     */
    public String start(
            String service, String version, String environment, String changeSummary, String businessImpact) {
        var instance = runtime.startProcessInstanceByKey(
                ProcessKey.RELEASE.id(),
                Map.of(
                        Variable.SERVICE.name(), service,
                        Variable.VERSION.name(), version,
                        Variable.ENVIRONMENT.name(), environment,
                        Variable.CHANGE_SUMMARY.name(), changeSummary,
                        Variable.BUSINESS_IMPACT.name(), businessImpact));
        return active(service, environment).orElseGet(instance::getId);
    }

    /** What was confirmed there last. */
    public Optional<Goal> confirmed(String service, String environment) {
        return leases.confirmed(service, environment);
    }

    /** The key of the release that has the environment. */
    public Optional<String> active(String service, String environment) {
        return leases.active(service, environment);
    }
}
