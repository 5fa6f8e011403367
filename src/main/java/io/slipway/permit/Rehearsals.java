package io.slipway.permit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.contract.ReleaseEnd;
import io.slipway.contract.Variable;
import io.slipway.evidence.EndedReleases;
import io.slipway.evidence.EvidenceLog;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What can be rehearsed where, and which rehearsals count; from the evidence alone. */
@Component
@Profile("!worker")
public class Rehearsals {

    private static final int MOST_SHOWN = 23;

    private final EvidenceLog evidence;
    private final EndedReleases ended;
    private final Confirmations confirmations;
    private final Restorations restorations;

    Rehearsals(EvidenceLog evidence, EndedReleases ended, Confirmations confirmations, Restorations restorations) {
        this.evidence = evidence;
        this.ended = ended;
        this.confirmations = confirmations;
        this.restorations = restorations;
    }

    /**
     * What a rehearsal there would go between at this moment: what is confirmed, and the newest that was before it and has other
     * bytes. Empty: the evidence does not prove two different ones.
     */
    public Optional<RoundTrip> possible(String service, String environment) {
        return confirmations.of(service, environment).flatMap(home -> before(home, service, environment)
                .map(other -> new RoundTrip(home, other)));
    }

    private Optional<Confirmation> before(Confirmation home, String service, String environment) {
        var seen = new HashSet<String>();
        var at = Optional.of(home);
        while (at.filter(found -> seen.add(found.release())).isPresent()) {
            at = at.flatMap(found -> new ReleaseRecord(evidence.proofs(found.release())).confirmedBy())
                    .flatMap(release -> confirmations.by(release, service, environment));
            if (at.filter(found -> !found.goal().digest().equals(home.goal().digest()))
                    .isPresent()) {
                return at;
            }
        }
        return Optional.empty();
    }

    /** What the process that this is the record of goes between; empty: it is no rehearsal, or no evidence proves both. */
    public Optional<RoundTrip> of(ReleaseRecord rehearsal) {
        var service = rehearsal.asked(Variable.SERVICE.name()).orElse("");
        var environment = rehearsal.asked(Variable.ENVIRONMENT.name()).orElse("");
        var home = rehearsal
                .rehearses()
                .filter(release -> rehearsal.confirmedBy().equals(Optional.of(release)))
                .flatMap(release -> confirmations.by(release, service, environment))
                .filter(confirmed -> rehearsal.confirmed().equals(Optional.of(confirmed.goal())));
        var other = rehearsal
                .asked(Variable.OTHER_RELEASE.name())
                .flatMap(release -> confirmations.by(release, service, environment))
                .filter(confirmed -> home.filter(old ->
                                !old.goal().digest().equals(confirmed.goal().digest()))
                        .isPresent());
        return home.flatMap(old -> other.map(stand -> new RoundTrip(old, stand)));
    }

    /** How it went; empty: it does not count, whatever moved the process to its end. */
    public Optional<Recovery> passed(ReleaseRecord rehearsal) {
        return rehearsal.handledByHand() ? Optional.empty() : of(rehearsal).flatMap(trip -> passed(rehearsal, trip));
    }

    private Optional<Recovery> passed(ReleaseRecord rehearsal, RoundTrip trip) {
        var release = trip.home().release();
        return restorations.isMissing(release)
                ? Optional.empty()
                : Recovery.of(rehearsal, trip, restorations.ofConfirmed(release));
    }

    /**
     * How long the rollbacks took that were rehearsed there, the oldest first and this one last, as the end of a rehearsal that
     * counts bears it.
     */
    public ArrayNode recoveryTimes(String key, ReleaseRecord rehearsal, Recovery recovery) {
        var times = JsonNodeFactory.instance.arrayNode();
        write(times, key, recovery.verified(), recovery.untilServing());
        all(
                        rehearsal.asked(Variable.SERVICE.name()).orElse(""),
                        rehearsal.asked(Variable.ENVIRONMENT.name()).orElse(""))
                .filter(earlier -> earlier.recovered().isPresent())
                .limit(MOST_SHOWN)
                .forEach(earlier -> write(
                        times, earlier.key(), earlier.at(), earlier.recovered().orElseThrow()));
        return times;
    }

    private static void write(ArrayNode times, String key, Instant at, Duration untilServing) {
        times.insertObject(0)
                .put("rehearsal", key)
                .put("at", at.toString())
                .put("untilServing", untilServing.toString());
    }

    /** The one that ended last there, whether it has passed or not. One that is under way says nothing yet. */
    public Optional<EndedRehearsal> newest(String service, String environment) {
        return all(service, environment).findFirst();
    }

    /** All that ended there, the newest first. */
    public Stream<EndedRehearsal> all(String service, String environment) {
        return ended.rehearsals(service, environment).stream()
                .flatMap(key -> ended(key, service, environment).stream());
    }

    /** Whether a release to this environment that has ended since then had a plan of class high or emergency. */
    public boolean hadHighRisk(String service, String environment, Instant since) {
        return ended.of(service, environment).stream()
                .map(key -> new ReleaseRecord(evidence.proofs(key)))
                .takeWhile(record -> record.endedAt().filter(since::isBefore).isPresent())
                .filter(record -> record.asked(Variable.SERVICE.name()).equals(Optional.of(service))
                        && record.asked(Variable.ENVIRONMENT.name()).equals(Optional.of(environment)))
                .anyMatch(record -> record.plan()
                        .filter(plan -> RehearsalDemand.isHigh(plan.changeClass()))
                        .isPresent());
    }

    private Optional<EndedRehearsal> ended(String key, String service, String environment) {
        var record = new ReleaseRecord(evidence.proofs(key));
        var there = record.rehearses().isPresent()
                && record.asked(Variable.SERVICE.name()).equals(Optional.of(service))
                && record.asked(Variable.ENVIRONMENT.name()).equals(Optional.of(environment));
        return there ? record.endedAt().map(end -> new EndedRehearsal(key, end, recovered(record))) : Optional.empty();
    }

    private Optional<Duration> recovered(ReleaseRecord record) {
        return record.endedAs(ReleaseEnd.REHEARSED) ? passed(record).map(Recovery::untilServing) : Optional.empty();
    }
}
