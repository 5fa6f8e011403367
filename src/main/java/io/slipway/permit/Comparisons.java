package io.slipway.permit;

import io.slipway.contract.Role;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.evidence.Entry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the evidence says of a new version beside the confirmed one, while it has a share of the traffic. Pure.
 *
 * <p>It gets all of it when the comparison passed after it got its last share; or if that decided nothing, and an orchestrator
 * then said so.
 */
public final class Comparisons {

    /** The answer of an orchestrator who gives it all of the traffic, though nothing is decided. */
    public static final String GO_ON = "go-on";

    static final String MISSING =
            "CHECK-7 has no pass by 'compare-versions' since the version got its share, and no orchestrator"
                    + " has let it go on since what was found last";

    private Comparisons() {}

    /** Why the version gets no (larger) share; nothing if nothing is known against it. */
    static List<String> againstMore(ReleaseRecord release, Plan plan) {
        if (!plan.widens()) {
            return List.of("The plan gives the traffic all at once: there are no shares");
        }
        return release.permitted(Topic.SHIFT_SHARE, plan)
                .flatMap(permit -> newest(release).filter(found -> is(found, Verdict.FAIL)))
                .map(found ->
                        List.of("CHECK-7: the version was found to be worse than the confirmed one: it gets no more"))
                .orElse(List.of());
    }

    /** What lets it have all of the traffic: a pass, or a decision. */
    static Optional<Entry> proof(ReleaseRecord release, Plan plan) {
        return release.permitted(Topic.SHIFT_SHARE, plan)
                .flatMap(permit -> newest(release).filter(found -> found.sequence() > permit.sequence()))
                .flatMap(found -> is(found, Verdict.PASS) ? Optional.of(found) : decided(release, found));
    }

    /** Whether an orchestrator may let it go on: it has a share, and nothing was found against it last. */
    public static boolean isOpen(ReleaseRecord release) {
        return release.permittedLast(Topic.SHIFT_SHARE)
                && newest(release).filter(found -> !is(found, Verdict.FAIL)).isPresent();
    }

    /** Whether monitoring saw all of it last, and nothing alarmed: without, nobody's word gives it everything. */
    public static boolean isWatched(ReleaseRecord release) {
        return Stream.of(Rule.DEPL_2, Rule.ANTI_5).allMatch(rule -> release.found(rule, Topic.WATCH_MONITORING)
                .filter(found -> is(found, Verdict.PASS))
                .isPresent());
    }

    private static Optional<Entry> decided(ReleaseRecord release, Entry found) {
        return Optional.of(found)
                .filter(entry -> is(entry, Verdict.UNKNOWN))
                .flatMap(release::decidedAfter)
                .filter(decision -> decision.fact()
                        .body()
                        .path(Variable.STOP_DECISION.name())
                        .asText()
                        .equals(GO_ON))
                .filter(decision -> ReleaseRecord.texts(decision, "groups").anyMatch(Role.ORCHESTRATOR.id()::equals))
                .filter(decision -> ReleaseRecord.texts(decision, "asked").anyMatch(Role.ORCHESTRATOR.id()::equals));
    }

    private static Optional<Entry> newest(ReleaseRecord release) {
        return release.found(Rule.CHECK_7, Topic.COMPARE_VERSIONS);
    }

    private static boolean is(Entry finding, Verdict verdict) {
        return finding.fact().body().path("verdict").asText().equals(verdict.id());
    }
}
