package io.slipway.engine.release;

import io.slipway.catalog.Catalog;
import io.slipway.contract.Variable;
import io.slipway.engine.Refusal;
import io.slipway.permit.BadVersions;
import io.slipway.permit.Leases;
import io.slipway.permit.Return;
import io.slipway.permit.Returns;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Every rollback that somebody starts, instead of a release that calls it, comes through here: it takes back what is confirmed,
 * inside its window, and goes to what was confirmed before. Neither is asked for: the evidence says both. No calendar and no
 * approval stands in its way: to roll back fast comes before all of that (ROLL-2).
 */
@Component
@Profile("!worker")
class RollbackStart implements ExecutionListener {

    private final Catalog catalog;
    private final Departure departure;
    private final Leases leases;
    private final Returns returns;
    private final BadVersions bad;
    private final InstantSource clock;

    RollbackStart(
            Catalog catalog,
            Departure departure,
            Leases leases,
            Returns returns,
            BadVersions bad,
            ObjectProvider<InstantSource> clock) {
        this.catalog = catalog;
        this.departure = departure;
        this.leases = leases;
        this.returns = returns;
        this.bad = bad;
        this.clock = clock.getIfAvailable(InstantSource::system);
    }

    @Override
    public void notify(DelegateExecution process) {
        var request = RollbackRequest.read(new HashMap<>(process.getVariables()), catalog);
        var back = back(request);
        var goal = back.to().goal();
        try (var writing = OwnWrites.begin()) {
            departure.take(process, request.service(), goal.version(), request.environment());
            requireStillThere(request, back);
            departure.write(process, request.service(), goal.version(), request.environment());
            Departure.set(process, Variable.GOAL_VERSION, goal.version());
            Departure.set(process, Variable.GOAL_DIGEST, goal.digest());
            Departure.set(process, Variable.PHASE, "roll-back");
            Departure.set(process, Variable.ROLLED_BACK_RELEASE, back.undone().release());
            Departure.set(process, Variable.ROLLED_BACK_VERSION, request.version());
            Departure.set(process, Variable.ROLLBACK_REASON, request.reason());
        }
    }

    private Return back(RollbackRequest request) {
        var place = request.service() + " in " + request.environment();
        var confirmed = leases.confirmed(request.service(), request.environment())
                .orElseThrow(() -> new Refusal(
                        Variable.ENVIRONMENT.name(),
                        "nothing is confirmed of " + place + ": a release that is under way is withdrawn instead"));
        if (!confirmed.version().equals(request.version())) {
            throw new Refusal(
                    Variable.ROLLED_BACK_VERSION.name(),
                    "confirmed is " + confirmed.version() + " of " + place + ", not " + request.version()
                            + ": look what users have, and name that");
        }
        var release =
                leases.confirmedBy(request.service(), request.environment()).orElse("");
        var back = returns.of(release, request.service(), request.environment())
                .orElseThrow(() -> new Refusal(
                        Variable.ROLLED_BACK_VERSION.name(),
                        "there is nothing to go back to: before " + release + " nothing was confirmed of " + place
                                + " that the evidence proves. Release a version that is good"));
        requireInsideWindow(request, back);
        requireTried(request, back);
        bad.of(request.service(), back.to().goal().version()).ifPresent(mark -> {
            throw new Refusal(
                    Variable.ROLLED_BACK_VERSION.name(),
                    "it would go back to what is worse: " + mark.why() + ". Release a version that is good");
        });
        return back;
    }

    private void requireInsideWindow(RollbackRequest request, Return back) {
        var window = catalog.service(request.service())
                .environment(request.environment())
                .rollbackWindow();
        if (window != null && clock.instant().isAfter(end(back, window))) {
            throw new Refusal(
                    Variable.ROLLED_BACK_VERSION.name(),
                    back.undone().release() + " was confirmed at "
                            + back.undone().at() + ", and could be rolled back until "
                            + end(back, window) + " (rollbackWindow in the catalog). Release "
                            + back.to().goal().version()
                            + " anew: what happened since is looked at then");
        }
    }

    /** That the old version runs on the schema as it is was tried before the release that is taken back; not on anything newer. */
    private void requireTried(RollbackRequest request, Return back) {
        var untried = returns.untried(back, request.service(), request.environment());
        if (!untried.isEmpty()) {
            throw new Refusal(
                    Variable.ROLLED_BACK_VERSION.name(),
                    String.join(", ", untried) + " may have changed the database, and nobody tried whether "
                            + back.to().goal().version() + " runs on what that left. Release "
                            + back.to().goal().version() + " anew: that tries it");
        }
    }

    private static Instant end(Return back, Duration window) {
        return back.undone().at().plus(window);
    }

    /** Whoever had the environment until now may have confirmed another version while this waited for it. */
    private void requireStillThere(RollbackRequest request, Return back) {
        if (leases.confirmedBy(request.service(), request.environment())
                .filter(back.undone().release()::equals)
                .isEmpty()) {
            throw new Refusal(
                    Variable.ROLLED_BACK_VERSION.name(),
                    "something else was confirmed at this moment; look what it is");
        }
    }
}
