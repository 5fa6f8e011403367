package io.slipway.engine.release;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Service;
import io.slipway.contract.ProcessKey;
import io.slipway.contract.Variable;
import io.slipway.engine.Refusal;
import io.slipway.permit.BadVersions;
import io.slipway.permit.Holds;
import io.slipway.permit.Leases;
import io.slipway.permit.RehearsalDemand;
import io.slipway.permit.Rehearsals;
import io.slipway.permit.Restorations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeSet;
import org.camunda.bpm.engine.RuntimeService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Has rollbacks rehearsed in Slipway's own name, a little before the last rehearsal would count no more, so that no release
 * stops for it. On several nodes each looks; the lease of the environment lets one begin. A rehearsal that has not passed is
 * not repeated by the clock before something else is confirmed there: people look first what is wrong.
 *
 * <p>Over 150 lines: whether one may begin, and whether one is due, are asked in one place.
 */
@Component
@Profile("!worker")
class RehearsalClock {

    private static final Logger LOG = LoggerFactory.getLogger("slipway.news");
    private static final Duration MOST_EARLY = Duration.ofDays(1);
    private static final int PART = 10;

    private final Catalog catalog;
    private final Places places;
    private final Rehearsals rehearsals;
    private final Leases leases;
    private final Restorations restorations;
    private final BadVersions bad;
    private final Holds holds;
    private final RuntimeService runtime;
    private final InstantSource clock;

    RehearsalClock(
            Catalog catalog,
            Places places,
            Rehearsals rehearsals,
            Leases leases,
            Restorations restorations,
            BadVersions bad,
            Holds holds,
            RuntimeService runtime,
            ObjectProvider<InstantSource> clock) {
        this.catalog = catalog;
        this.places = places;
        this.rehearsals = rehearsals;
        this.leases = leases;
        this.restorations = restorations;
        this.bad = bad;
        this.holds = holds;
        this.runtime = runtime;
        this.clock = clock.getIfAvailable(InstantSource::system);
    }

    @Scheduled(
            initialDelayString = "${slipway.rehearsals.look-every:PT10M}",
            fixedDelayString = "${slipway.rehearsals.look-every:PT10M}")
    void look() {
        for (var service : catalog.services()) {
            try {
                look(service);
            } catch (RuntimeException e) {
                LOG.error("It cannot be looked whether rollbacks of {} have to be rehearsed", service.service(), e);
            }
        }
    }

    private void look(Service service) {
        var asked = new TreeSet<String>();
        service.environments().keySet().forEach(name -> places.rehearsal(service.service(), name)
                .map(RehearsalDemand::environment)
                .ifPresent(asked::add));
        for (var environment : asked) {
            if (mayStart(service.service(), environment) && isDue(service, environment)) {
                start(service.service(), environment);
            }
        }
    }

    /** What has to be so that the clock, and not a person, starts one: it takes no environment that somebody has. */
    private boolean mayStart(String service, String environment) {
        return leases.active(service, environment).isEmpty()
                && holds.against(service, environment, false).isEmpty()
                && rehearsals
                        .possible(service, environment)
                        .filter(trip -> !restorations.isMissing(trip.home().release()))
                        .filter(trip -> isGood(service, trip.home().goal().version())
                                && isGood(service, trip.other().goal().version()))
                        .isPresent();
    }

    private boolean isGood(String service, String version) {
        return bad.of(service, version).isEmpty();
    }

    private boolean isDue(Service service, String environment) {
        var newest = rehearsals.newest(service.service(), environment);
        if (newest.isEmpty()) {
            return true;
        }
        if (newest.get().recovered().isEmpty()) {
            return rehearsals
                    .possible(service.service(), environment)
                    .filter(trip -> trip.home().at().isAfter(newest.get().at()))
                    .isPresent();
        }
        return service.environments().keySet().stream().anyMatch(name -> places.rehearsal(service.service(), name)
                .filter(demand -> demand.environment().equals(environment))
                .filter(demand ->
                        isDue(service.service(), name, demand, newest.get().at()))
                .isPresent());
    }

    /** For the environment whose way back it is: sooner if what came there lately risked more. */
    private boolean isDue(String service, String name, RehearsalDemand demand, Instant last) {
        return isOver(last, demand.every())
                || (isOver(last, demand.everyHigh())
                        && rehearsals.hadHighRisk(service, name, clock.instant().minus(demand.every())));
    }

    private boolean isOver(Instant last, Duration counts) {
        var part = counts.dividedBy(PART);
        var early = part.compareTo(MOST_EARLY) < 0 ? part : MOST_EARLY;
        return !clock.instant().isBefore(last.plus(counts).minus(early));
    }

    private void start(String service, String environment) {
        try {
            var started = runtime.startProcessInstanceByKey(
                    ProcessKey.REHEARSE_ROLLBACK.id(),
                    Map.of(Variable.SERVICE.name(), service, Variable.ENVIRONMENT.name(), environment));
            LOG.info("A rehearsal of the rollback of {} in {} is due: {}", service, environment, started.getId());
        } catch (Refusal e) {
            LOG.info(
                    "A rehearsal of the rollback of {} in {} is due, and waits: {}",
                    service,
                    environment,
                    e.getMessage());
        }
    }
}
