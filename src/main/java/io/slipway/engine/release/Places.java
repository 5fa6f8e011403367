package io.slipway.engine.release;

import io.slipway.calendar.ReleaseCalendar;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.Database;
import io.slipway.catalog.Environment;
import io.slipway.contract.Place;
import io.slipway.contract.RollbackMode;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.permit.Goal;
import io.slipway.permit.Plan;
import io.slipway.permit.RehearsalDemand;
import io.slipway.permit.ReleaseRecord;
import io.slipway.permit.Staging;
import io.slipway.permit.WayBack;
import io.slipway.permit.Widening;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What a release would do and where, made from its evidence and the catalog. */
@Component
@Profile("!worker")
class Places {

    private final Catalog catalog;
    private final ReleaseCalendar calendar;
    private final InstantSource clock;

    Places(Catalog catalog, ReleaseCalendar calendar, ObjectProvider<InstantSource> clock) {
        this.catalog = catalog;
        this.calendar = calendar;
        this.clock = clock.getIfAvailable(InstantSource::system);
    }

    /** Where the release takes place; empty: its evidence does not say, or the catalog has no such place any more. */
    Optional<Place> of(ReleaseRecord release) {
        var service = release.asked(Variable.SERVICE.name());
        var environment = release.asked(Variable.ENVIRONMENT.name());
        if (service.isEmpty() || environment.isEmpty()) {
            return Optional.empty();
        }
        return catalog.find(service.get())
                .filter(found -> found.environments().containsKey(environment.get()))
                .map(found -> found.place(environment.get()));
    }

    /** By the catalog. */
    boolean isProduction(Place place) {
        return catalog.service(place.service()).environment(place.environment()).isProduction();
    }

    /** The plan as it would be made now for a change of this class; empty: it is not known what is to be released. */
    Optional<Plan> plan(ReleaseRecord release, String changeClass) {
        var version = release.asked(Variable.VERSION.name());
        var digest = release.answered(Topic.COLLECT_FACTS, Variable.ARTIFACT_DIGEST.name());
        if (version.isEmpty() || digest.isEmpty()) {
            return Optional.empty();
        }
        var goal = new Goal(version.get(), digest.get());
        return of(release).map(place -> {
            var back = back(release, place);
            var plan = Plan.of(
                    place,
                    goal,
                    changeClass,
                    back,
                    staging(place.service(), place.environment()).orElse(null),
                    calendar.at(place.service(), place.environment(), clock.instant())
                            .window());
            return widening(place, goal, back).map(plan::widening).orElse(plan);
        });
    }

    /**
     * How a version gets the traffic step by step; empty: all at once. So it is where there is no other to compare it with, and
     * where the confirmed one does not run on what the new one makes of the database: its users would meet that all the while.
     */
    private Optional<Widening> widening(Place place, Goal goal, WayBack back) {
        var strategy = catalog.service(place.service())
                .environment(place.environment())
                .strategy();
        return Optional.ofNullable(back.goal())
                .filter(old -> strategy.isCanary() && !back.restores() && !old.equals(goal))
                .map(old -> new Widening(
                        strategy.shares(),
                        strategy.shareTime(),
                        strategy.leastTime(),
                        strategy.longest(),
                        strategy.negligible()));
    }

    private WayBack back(ReleaseRecord release, Place place) {
        var environment = catalog.service(place.service()).environment(place.environment());
        return new WayBack(
                release.confirmed().orElse(null),
                environment.rollbackWithin(),
                Optional.ofNullable(environment.database()).map(Database::name).orElse(null),
                rehearsal(place.service(), place.environment()).orElse(null),
                restores(release, environment),
                release.dataRollback().orElse(null));
    }

    /** The check says that it has to, and the catalog here says by whom. */
    private static boolean restores(ReleaseRecord release, Environment environment) {
        var database = environment.database();
        return database != null
                && database.restore() != null
                && release.wayBackFound().equals(Optional.of(RollbackMode.IMAGE_AND_RESTORE.id()));
    }

    /** What is asked of the rehearsals of an environment's rollbacks, by the catalog; empty: nothing. */
    Optional<RehearsalDemand> rehearsal(String service, String environment) {
        return catalog.find(service)
                .filter(found -> found.environments().containsKey(environment))
                .flatMap(found -> found.rehearsal(environment))
                .map(how -> new RehearsalDemand(String.valueOf(how.in()), how.every(), how.everyHigh()));
    }

    /** Where a version has to be confirmed before it comes to an environment, by the catalog; empty: nowhere. */
    Optional<Staging> staging(String service, String environment) {
        return catalog.find(service)
                .map(found -> found.environments().get(environment))
                .map(Environment::after)
                .map(after -> new Staging(after.environment(), after.soak()));
    }
}
