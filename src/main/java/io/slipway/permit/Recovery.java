package io.slipway.permit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.evidence.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How a rehearsed rollback went: what was seen on the target, and when. It is made from the evidence alone, and only of a
 * rehearsal that counts. Pure.
 *
 * @param seen when the confirmed version was seen on the target, and nothing else
 * @param changed when the other one was seen healthy there, with the traffic
 * @param begun when the rollback began
 * @param serving when the confirmed version had the traffic again
 * @param verified when it was verified
 * @param restored how long it took from the beginning until the other one had the traffic, on the database that was put back for it;
 *     empty: a rollback puts none back
 */
public record Recovery(
        RoundTrip trip,
        Instant seen,
        Instant changed,
        Instant begun,
        Instant serving,
        Instant verified,
        Optional<Duration> restored) {

    /**
     * Reads it from the record of a rehearsal; empty: it does not count. Each step comes after the one before, and after the
     * permit for it: the confirmed version on the target, the other one healthy behind the switch, and then the confirmed one
     * again, verified as after any rollback. Where a rollback puts the database back, it was put back before the other one came, and
     * the live one had its place again before the confirmed one came home.
     *
     * @param restoration what a rollback of what is confirmed puts back; empty: nothing
     */
    static Optional<Recovery> of(ReleaseRecord rehearsal, RoundTrip trip, Optional<Restoration> restoration) {
        var home = trip.home().goal();
        var other = trip.other().goal();
        if (home.digest().equals(other.digest())) {
            return Optional.empty();
        }
        var away = rehearsal.firstPermitBack(Topic.SHIFT_TRAFFIC, other, 0);
        var shifted = away.flatMap(permit -> shifted(rehearsal, permit));
        var seen = rehearsal
                .firstPermitBack(Topic.ASSESS_STATE, home, 0)
                .flatMap(permit -> rehearsal.answeredAfter(
                        Topic.ASSESS_STATE, Variable.TARGET_UNTOUCHED.name(), permit.sequence()))
                .filter(answer -> ReleaseRecord.variable(answer, Variable.TARGET_UNTOUCHED.name())
                        .equals(Optional.of("true")));
        var changed = shifted.flatMap(answer -> rehearsal.passed(Rule.VERI_1, other.digest(), Instant.MIN, answer))
                .flatMap(Recovery::last);
        if (seen.isEmpty()
                || changed.isEmpty()
                || seen.get().sequence() > away.orElseThrow().sequence()) {
            return Optional.empty();
        }
        return back(rehearsal, trip, seen.get(), changed.get())
                .flatMap(images -> restoration.isEmpty()
                        ? Optional.of(images)
                        : restoration.flatMap(data ->
                                images.with(data, rehearsal, seen.get(), away.orElseThrow(), shifted.orElseThrow())));
    }

    private Optional<Recovery> with(Restoration data, ReleaseRecord rehearsal, Entry first, Entry away, Entry shifted) {
        var home = trip.home().goal();
        var put = data.rehearsed(rehearsal, Topic.REHEARSE_RESTORE).filter(finding -> isBetween(first, finding, away));
        var returned = data.rehearsed(rehearsal, Topic.RETURN_DATABASE).filter(finding -> rehearsal
                .firstPermitBack(Topic.START_INSTANCES, home, shifted.sequence())
                .filter(start -> isBetween(shifted, finding, start))
                .isPresent());
        var took = Duration.between(first.at(), shifted.at()).truncatedTo(ChronoUnit.MILLIS);
        return put.isEmpty() || returned.isEmpty()
                ? Optional.empty()
                : Optional.of(new Recovery(trip, seen, changed, begun, serving, verified, Optional.of(took)));
    }

    private static boolean isBetween(Entry before, Entry entry, Entry after) {
        return before.sequence() < entry.sequence() && entry.sequence() < after.sequence();
    }

    private static Optional<Recovery> back(ReleaseRecord rehearsal, RoundTrip trip, Entry seen, Entry changed) {
        var home = trip.home().goal();
        var begun = rehearsal.firstPermitBack(Topic.ASSESS_STATE, home, changed.sequence());
        var shift = begun.flatMap(permit -> rehearsal.firstPermitBack(Topic.SHIFT_TRAFFIC, home, permit.sequence()));
        var serving = shift.flatMap(permit -> shifted(rehearsal, permit));
        var stopped =
                serving.flatMap(answer -> rehearsal.firstPermitBack(Topic.STOP_INSTANCES, home, answer.sequence()));
        var passes = stopped.map(permit -> Returns.VERIFIED.stream()
                .map(rule -> rehearsal
                        .passed(rule, home.digest(), Instant.MIN, permit)
                        .flatMap(Recovery::last))
                .toList());
        if (passes.isEmpty() || passes.get().stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        var verified = passes.get().stream().flatMap(Optional::stream).toList();
        return Optional.of(new Recovery(
                trip,
                seen.at(),
                changed.at(),
                begun.orElseThrow().at(),
                serving.orElseThrow().at(),
                last(verified).orElseThrow().at(),
                Optional.empty()));
    }

    /** By the server's clock, as everything else that times are taken between. */
    private static Optional<Entry> shifted(ReleaseRecord rehearsal, Entry permit) {
        return rehearsal.answeredAfter(Topic.SHIFT_TRAFFIC, Variable.SHIFTED_AT.name(), permit.sequence());
    }

    private static Optional<Entry> last(Collection<Entry> entries) {
        return entries.stream().max(Comparator.comparing(Entry::sequence));
    }

    /**
     * From the beginning of the rollback until the confirmed version had the traffic again. Where a rollback puts the database back, the
     * way to the other version is what it does, and counts if it took longer.
     */
    public Duration untilServing() {
        var home = Duration.between(begun, serving).truncatedTo(ChronoUnit.MILLIS);
        return restored.filter(away -> away.compareTo(home) > 0).orElse(home);
    }

    /** From the beginning of the rollback until the confirmed version was verified. */
    public Duration untilVerified() {
        return Duration.between(begun, verified).truncatedTo(ChronoUnit.MILLIS);
    }

    /** As the end of the rehearsal bears it. */
    public ObjectNode json() {
        var json = JsonNodeFactory.instance.objectNode();
        for (var step : List.of("old", "new", "oldAgain")) {
            var goal = (step.equals("new") ? trip.other() : trip.home()).goal();
            json.putObject(step).put("version", goal.version()).put("digest", goal.digest());
        }
        json.put("oldSeen", seen.toString()).put("newSeen", changed.toString());
        json.put("rollbackBegun", begun.toString()).put("oldServing", serving.toString());
        json.put("oldVerified", verified.toString());
        json.put("untilServing", untilServing().toString())
                .put("untilVerified", untilVerified().toString());
        restored.ifPresent(took -> json.put("withData", took.toString()));
        return json;
    }
}
