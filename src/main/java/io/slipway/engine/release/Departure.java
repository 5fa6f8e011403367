package io.slipway.engine.release;

import io.slipway.catalog.Catalog;
import io.slipway.contract.Variable;
import io.slipway.engine.Refusal;
import io.slipway.engine.people.Persons;
import io.slipway.evidence.Fact;
import io.slipway.permit.Holds;
import io.slipway.permit.Leases;
import java.util.Optional;
import java.util.function.Predicate;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.spin.plugin.variable.SpinValues;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What every process that is started by somebody begins with: it takes its environment, and gets its key. */
@Component
@Profile("!worker")
class Departure {

    private final Catalog catalog;
    private final Leases leases;
    private final Withdrawals older;
    private final Persons persons;
    private final Holds holds;

    Departure(Catalog catalog, Leases leases, Withdrawals older, Persons persons, Holds holds) {
        this.holds = holds;
        this.catalog = catalog;
        this.leases = leases;
        this.older = older;
        this.persons = persons;
    }

    /**
     * Takes the environment for a process that brings a version there; an older release that has touched nothing leaves it, and
     * is withdrawn.
     *
     * @throws Refusal if another one keeps it, or the process was given a key
     */
    Leases.Taken take(DelegateExecution process, String service, String version, String environment) {
        return take(process, service, version, environment, Withdrawals::canBeReplaced);
    }

    /** The same for a process that no release leaves its environment to. */
    void takeFree(DelegateExecution process, String service, String version, String environment) {
        take(process, service, version, environment, older -> false);
    }

    private Leases.Taken take(
            DelegateExecution process,
            String service,
            String version,
            String environment,
            Predicate<String> replaceable) {
        if (process.getProcessBusinessKey() != null) {
            throw new Refusal("businessKey", "Slipway gives a release its key; start it without one");
        }
        var name = service + "-" + version + "-" + environment;
        try {
            var account = starter();
            var wish = new Leases.Wish(name, process.getProcessInstanceId(), account == null ? Fact.SLIPWAY : account);
            var taken = leases.take(service, environment, wish, replaceable);
            if (taken.from() != null) {
                older.withdraw(taken.from());
            }
            process.setProcessBusinessKey(name + "-" + taken.number());
            return taken;
        } catch (Leases.HeldException e) {
            throw new Refusal(Variable.ENVIRONMENT.name(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * To be asked once the environment is taken: what had it until then may have left the hold at its end, which is waited for.
     *
     * @throws Refusal if a rollback left a hold that counts for whoever starts this
     */
    void requireNotHeld(String service, String environment) {
        var person = whose().filter(who -> !who.equals(Fact.SLIPWAY)).isPresent();
        holds.against(service, environment, person).ifPresent(hold -> {
            throw new Refusal(
                    Variable.ENVIRONMENT.name(),
                    hold.why()
                            + (person
                                    ? ""
                                    : ". Who starts this is no person that Slipway knows: the account has no e-mail address"));
        });
    }

    /** Writes what each of them needs: whose it is, how long the environment waits, and no finding yet. */
    void write(DelegateExecution process, String service, String version, String environment) {
        var place = catalog.service(service).environment(environment);
        set(process, Variable.SERVICE, service);
        set(process, Variable.VERSION, version);
        set(process, Variable.ENVIRONMENT, environment);
        set(process, Variable.STARTED_BY, starter());
        set(process, Variable.STARTER, whose().orElse(null));
        set(process, Variable.SETTLING_TIME, place.settlingTime().toString());
        set(process, Variable.LOOK_INTERVAL, place.verification().lookInterval().toString());
        process.setVariable(Variable.FINDINGS.name(), SpinValues.jsonValue("[]").create());
    }

    static void set(DelegateExecution process, Variable<String> variable, @Nullable String value) {
        process.setVariable(variable.name(), value);
    }

    /** The e-mail address of who starts it, or {@link Fact#SLIPWAY}; empty: an account without one. */
    Optional<String> whose() {
        var account = starter();
        return account == null ? Optional.of(Fact.SLIPWAY) : persons.of(account);
    }

    /** Who starts it; null if Slipway itself does. */
    private static @Nullable String starter() {
        return Context.getCommandContext().getAuthenticatedUserId();
    }
}
