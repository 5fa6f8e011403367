package io.slipway.engine.release;

import io.slipway.catalog.Catalog;
import io.slipway.contract.Variable;
import io.slipway.engine.Refusal;
import io.slipway.permit.BadVersions;
import io.slipway.permit.Rehearsals;
import io.slipway.permit.Restorations;
import io.slipway.permit.RoundTrip;
import java.util.HashMap;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Every rehearsal of a rollback comes through here, whoever starts it: it takes a free environment without users, and goes
 * between what is confirmed there and what was confirmed before. Neither is asked for: the evidence says both.
 */
@Component
@Profile("!worker")
class RehearsalStart implements ExecutionListener {

    private final Catalog catalog;
    private final Departure departure;
    private final Rehearsals rehearsals;
    private final Restorations restorations;
    private final BadVersions bad;

    RehearsalStart(
            Catalog catalog, Departure departure, Rehearsals rehearsals, Restorations restorations, BadVersions bad) {
        this.catalog = catalog;
        this.departure = departure;
        this.rehearsals = rehearsals;
        this.restorations = restorations;
        this.bad = bad;
    }

    @Override
    public void notify(DelegateExecution process) {
        var request = RehearsalRequest.read(new HashMap<>(process.getVariables()), catalog);
        var trip = trip(request);
        var home = trip.home().goal();
        var other = trip.other().goal();
        try (var writing = OwnWrites.begin()) {
            departure.takeFree(process, request.service(), home.version(), request.environment());
            departure.requireNotHeld(request.service(), request.environment());
            requireStillThere(request, trip);
            departure.write(process, request.service(), home.version(), request.environment());
            Departure.set(process, Variable.PHASE, "rehearse");
            Departure.set(process, Variable.GOAL_VERSION, home.version());
            Departure.set(process, Variable.GOAL_DIGEST, home.digest());
            Departure.set(process, Variable.CONFIRMED_VERSION, home.version());
            Departure.set(process, Variable.CONFIRMED_DIGEST, home.digest());
            Departure.set(process, Variable.OTHER_VERSION, other.version());
            Departure.set(process, Variable.OTHER_DIGEST, other.digest());
            Departure.set(process, Variable.REHEARSED_RELEASE, trip.home().release());
            Departure.set(process, Variable.OTHER_RELEASE, trip.other().release());
        }
    }

    private RoundTrip trip(RehearsalRequest request) {
        var place = request.service() + " in " + request.environment();
        if (catalog.service(request.service())
                .environment(request.environment())
                .isProduction()) {
            throw new Refusal(
                    Variable.ENVIRONMENT.name(),
                    "users depend on " + place + ": a rollback is rehearsed where none are, such as in "
                            + catalog.service(request.service())
                                    .rehearsal(request.environment())
                                    .map(how -> how.in())
                                    .orElse("an environment that has 'production: false'"));
        }
        var trip = rehearsals
                .possible(request.service(), request.environment())
                .orElseThrow(() -> new Refusal(
                        Variable.ENVIRONMENT.name(),
                        "the evidence does not prove two different versions of " + place
                                + ": a rehearsal goes from what is confirmed to what was confirmed before it, and back."
                                + " Release another version there, and have it confirmed"));
        requireBackup(trip);
        requireGood(request, trip.home().goal().version());
        requireGood(request, trip.other().goal().version());
        return trip;
    }

    /** The version before does not run on the database as it is. */
    private void requireBackup(RoundTrip trip) {
        if (restorations.isMissing(trip.home().release())) {
            throw new Refusal(
                    Variable.ENVIRONMENT.name(),
                    "a rollback of " + trip.home().release()
                            + " puts the database back, and no evidence proves a backup of it: there is nothing to rehearse"
                            + " it with. Release the version again, which makes one");
        }
    }

    private void requireGood(RehearsalRequest request, String version) {
        bad.of(request.service(), version).ifPresent(mark -> {
            throw new Refusal(
                    Variable.ENVIRONMENT.name(),
                    mark.why() + ": it is not brought there for a rehearsal. Release a version that is good");
        });
    }

    /** Whoever had the environment until now may have confirmed another version while this waited for it. */
    private void requireStillThere(RehearsalRequest request, RoundTrip trip) {
        if (rehearsals
                .possible(request.service(), request.environment())
                .filter(trip::equals)
                .isEmpty()) {
            throw new Refusal(
                    Variable.ENVIRONMENT.name(),
                    "something else was confirmed at this moment; start the rehearsal again");
        }
    }
}
