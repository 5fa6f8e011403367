package io.slipway.engine.release;

import io.slipway.catalog.Catalog;
import io.slipway.contract.Variable;
import io.slipway.engine.Refusal;
import io.slipway.engine.people.Persons;
import io.slipway.evidence.Fact;
import io.slipway.permit.BadVersions;
import io.slipway.permit.Leases;
import java.util.HashMap;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.spin.plugin.variable.SpinValues;
import org.jspecify.annotations.Nullable;
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
    private final Leases leases;
    private final Withdrawals older;
    private final BadVersions bad;
    private final Persons persons;

    ReleaseStart(Catalog catalog, Leases leases, Withdrawals older, BadVersions bad, Persons persons) {
        this.catalog = catalog;
        this.leases = leases;
        this.older = older;
        this.bad = bad;
        this.persons = persons;
    }

    @Override
    public void notify(DelegateExecution release) {
        var request = ReleaseRequest.read(new HashMap<>(release.getVariables()), catalog);
        if (release.getProcessBusinessKey() != null) {
            throw new Refusal("businessKey", "Slipway gives a release its key; start it without one");
        }
        bad.of(request.service(), request.version()).ifPresent(mark -> {
            throw new Refusal(Variable.VERSION.name(), mark.why() + ". Release another one");
        });
        var name = request.service() + "-" + request.version() + "-" + request.environment();
        var taken = take(request, name, release.getProcessInstanceId());
        try (var writing = OwnWrites.begin()) {
            release.setProcessBusinessKey(name + "-" + taken.number());
            write(release, request, taken);
        }
    }

    private Leases.Taken take(ReleaseRequest request, String name, String instance) {
        try {
            var account = starter();
            var wish = new Leases.Wish(name, instance, account == null ? Fact.SLIPWAY : account);
            var taken = leases.take(request.service(), request.environment(), wish, Withdrawals::canBeReplaced);
            if (taken.from() != null) {
                older.withdraw(taken.from());
            }
            return taken;
        } catch (Leases.HeldException e) {
            throw new Refusal(Variable.ENVIRONMENT.name(), String.valueOf(e.getMessage()));
        }
    }

    private void write(DelegateExecution release, ReleaseRequest request, Leases.Taken taken) {
        var environment = catalog.service(request.service()).environment(request.environment());
        set(release, Variable.SERVICE, request.service());
        set(release, Variable.VERSION, request.version());
        set(release, Variable.ENVIRONMENT, request.environment());
        set(release, Variable.CHANGE_SUMMARY, request.changeSummary());
        set(release, Variable.BUSINESS_IMPACT, request.businessImpact());
        set(release, Variable.DATA_ROLLBACK, request.dataRollback());
        set(release, Variable.ROOT_CAUSE, request.rootCause());
        set(release, Variable.SCALING_SIGNAL, request.scalingSignal());
        set(release, Variable.REQUESTED_CLASS, request.requestedClass());
        var account = starter();
        set(release, Variable.STARTED_BY, account);
        var starter = account == null ? Fact.SLIPWAY : persons.of(account).orElse(null);
        set(release, Variable.STARTER, starter);
        set(release, Variable.IMPACT_BY, starter);
        var confirmed = taken.confirmed();
        set(release, Variable.CONFIRMED_VERSION, confirmed == null ? null : confirmed.version());
        set(release, Variable.CONFIRMED_DIGEST, confirmed == null ? null : confirmed.digest());
        set(release, Variable.SETTLING_TIME, environment.settlingTime().toString());
        set(
                release,
                Variable.LOOK_INTERVAL,
                environment.verification().lookInterval().toString());
        release.setVariable(Variable.FINDINGS.name(), SpinValues.jsonValue("[]").create());
    }

    private static void set(DelegateExecution release, Variable<String> variable, @Nullable String value) {
        release.setVariable(variable.name(), value);
    }

    /** Who started it; null if Slipway itself did (the sample's first release). */
    private static @Nullable String starter() {
        return Context.getCommandContext().getAuthenticatedUserId();
    }
}
