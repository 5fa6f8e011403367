package io.slipway.engine.release;

import io.slipway.catalog.Catalog;
import io.slipway.contract.Variable;
import io.slipway.engine.Refusal;
import io.slipway.permit.BadVersions;
import io.slipway.permit.Leases;
import java.util.HashMap;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Every start of a release comes through here, whoever starts it and how: what is asked for is validated, the
 * environment is taken, and the release gets its key. An older release that has touched nothing leaves the environment to
 * it, and is withdrawn. A refusal undoes all of it.
 */
@Component
@Profile("!worker")
class ReleaseStart implements ExecutionListener {

    private final Catalog catalog;
    private final Departure departure;
    private final BadVersions bad;

    ReleaseStart(Catalog catalog, Departure departure, BadVersions bad) {
        this.catalog = catalog;
        this.departure = departure;
        this.bad = bad;
    }

    @Override
    public void notify(DelegateExecution release) {
        var request = ReleaseRequest.read(new HashMap<>(release.getVariables()), catalog);
        bad.of(request.service(), request.version()).ifPresent(mark -> {
            throw new Refusal(Variable.VERSION.name(), mark.why() + ". Release another one");
        });
        try (var writing = OwnWrites.begin()) {
            var taken = departure.take(release, request.service(), request.version(), request.environment());
            departure.requireNotHeld(request.service(), request.environment());
            write(release, request, taken);
        }
    }

    private void write(DelegateExecution release, ReleaseRequest request, Leases.Taken taken) {
        departure.write(release, request.service(), request.version(), request.environment());
        Departure.set(release, Variable.CHANGE_SUMMARY, request.changeSummary());
        Departure.set(release, Variable.BUSINESS_IMPACT, request.businessImpact());
        Departure.set(release, Variable.DATA_ROLLBACK, request.dataRollback());
        Departure.set(release, Variable.ROOT_CAUSE, request.rootCause());
        Departure.set(release, Variable.SCALING_SIGNAL, request.scalingSignal());
        Departure.set(release, Variable.REQUESTED_CLASS, request.requestedClass());
        Departure.set(release, Variable.IMPACT_BY, departure.whose().orElse(null));
        var confirmed = taken.confirmed();
        Departure.set(release, Variable.CONFIRMED_VERSION, confirmed == null ? null : confirmed.version());
        Departure.set(release, Variable.CONFIRMED_DIGEST, confirmed == null ? null : confirmed.digest());
    }
}
