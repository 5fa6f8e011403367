package io.slipway.traffic;

import static io.slipway.traffic.Crossing.NEW;
import static io.slipway.traffic.Crossing.OLD;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.slipway.contract.Instance;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.permit.Granting;
import io.slipway.worker.BusinessStop;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version that gets a share of the requests, then more of them, over a real gateway; what users get is asked of it. */
@Tag("DEPL-1")
class CanaryTest {

    private Crossing crossing;
    private Instance old;
    private Instance goal;
    private final Map<String, String> state = new HashMap<>();

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        crossing = new Crossing(folder);
        old = crossing.instance("a", "1.0.0", OLD);
        new ShiftTraffic(crossing.catalog(), crossing.traffics(), crossing.lastLook())
                .work(crossing.job("1.0.0", OLD, old));
        goal = crossing.instance("a", "1.1.0", NEW);
    }

    @AfterEach
    void close() {
        crossing.close();
    }

    private Job job() {
        var variables = new HashMap<>(state);
        variables.put(Variable.GOAL_VERSION.name(), "1.1.0");
        variables.put(Variable.GOAL_DIGEST.name(), NEW);
        variables.put(Variable.INSTANCES.name(), Instance.write(List.of(goal)));
        variables.putIfAbsent(Variable.CONFIRMED_DIGEST.name(), OLD);
        variables.putIfAbsent(Variable.WATCH_VERDICT.name(), Verdict.PASS.id());
        return crossing.job(variables);
    }

    private Outcome widen() throws Exception {
        return kept(new ShiftShare(crossing.catalog(), crossing.traffics(), crossing.lastLook()).work(job()));
    }

    private Outcome compare() throws Exception {
        return kept(new CompareVersions(crossing.catalog(), crossing.traffics()).work(job()));
    }

    private Outcome kept(Outcome outcome) {
        outcome.variables().forEach((name, value) -> state.put(name, String.valueOf(requireNonNull(value))));
        return outcome;
    }

    /** As if that had been so much longer ago. */
    private void ago(Variable<String> variable, Duration ago) {
        state.compute(
                variable.name(),
                (name, at) -> Instant.parse(requireNonNull(at)).minus(ago).toString());
    }

    private void spanEnded() {
        var counted = Counted.read(requireNonNull(state.get(Variable.COUNTED.name())));
        state.put(
                Variable.COUNTED.name(),
                new Counted(counted.until().minusSeconds(10), counted.totals(), counted.spans()).write());
    }

    private int answersOfTheNew(int requests) throws Exception {
        var fresh = 0;
        for (var i = 0; i < requests; i++) {
            fresh += crossing.ask("/").equals("a 1.1.0") ? 1 : 0;
        }
        return fresh;
    }

    @Test
    void getsItsShareAndThenMoreWhileTheRestStaysWithTheConfirmedVersion() throws Exception {
        var outcome = widen();
        assertThat(outcome.findings()).singleElement().satisfies(finding -> assertThat(finding.why())
                .isEqualTo("Version 1.1.0 has 10 % of the requests"));
        assertThat(answersOfTheNew(1000)).as("10 % of 1,000").isBetween(65, 140);

        ago(Variable.SHARED_SINCE, Duration.ofSeconds(2));
        spanEnded();
        await().until(() ->
                crossing.upstreams().stream().mapToLong(Upstream::requests).sum() >= 1000);
        var comparison = compare();
        assertThat(comparison.variables()).containsEntry("comparison", "widen");
        assertThat(comparison.findings().get(0).facts()).containsKeys("measuredShare", "confirmedRequests");

        assertThat(widen().variables()).containsEntry("share", "50");
        assertThat(answersOfTheNew(400)).as("50 % of 400").isBetween(160, 240);
    }

    @Test
    void isNotWidenedByWhoDoesTheSameAgain() throws Exception {
        var before = Map.copyOf(state);
        widen();
        state.clear();
        state.putAll(before);

        assertThat(widen().variables()).containsEntry("share", "10");
        assertThat(crossing.upstreams())
                .filteredOn(upstream -> upstream.weight() > 0)
                .extracting(Upstream::weight)
                .containsExactlyInAnyOrder(10, 90);
    }

    @Test
    void sharesAsPlannedHoweverManyInstancesThereAre() throws Exception {
        var more = crossing.instance("b", "1.1.0", NEW);
        var third = crossing.instance("c", "1.1.0", NEW);
        var variables = new HashMap<String, String>();
        variables.put(Variable.GOAL_VERSION.name(), "1.1.0");
        variables.put(Variable.GOAL_DIGEST.name(), NEW);
        variables.put(Variable.CONFIRMED_DIGEST.name(), OLD);
        variables.put(Variable.INSTANCES.name(), Instance.write(List.of(goal, more, third)));
        new ShiftShare(crossing.catalog(), crossing.traffics(), crossing.lastLook()).work(crossing.job(variables));

        assertThat(crossing.upstreams()).extracting(Upstream::weight).containsExactlyInAnyOrder(10, 10, 10, 270);
    }

    @Test
    @Tag("CONF-2")
    void isStoppedWhenItFailsMoreOftenThanTheConfirmedOne() throws Exception {
        widen();
        for (var span = 0; span < 3; span++) {
            for (var i = 0; i < 15; i++) {
                goalAnswers("/broken");
            }
            spanEnded();
            compare();
        }

        assertThat(state).containsEntry("comparison", "stop");
    }

    /** Until the new version has answered one more. */
    private void goalAnswers(String path) throws Exception {
        var before = goalRequests();
        for (var i = 0; goalRequests() == before && i < 500; i++) {
            crossing.ask(goalRequests() == before ? path : "/");
        }
    }

    private long goalRequests() throws Exception {
        return crossing.upstreams().stream()
                .filter(upstream -> upstream.isOneOf(List.of(goal)))
                .mapToLong(Upstream::requests)
                .sum();
    }

    @Test
    void anUnhealthyOneGetsNothing() throws Exception {
        var wrong = crossing.instance("a", "1.0.9", NEW);
        goal = new Instance("a", "1.1.0", NEW, wrong.address());

        assertThatThrownBy(this::widen)
                .isInstanceOf(BusinessStop.class)
                .hasMessageContaining("The traffic was left where it is");
        assertThat(answersOfTheNew(20)).isZero();
    }

    @Test
    void isNotComparedWithAnythingButTheConfirmedVersion() throws Exception {
        state.put(Variable.CONFIRMED_DIGEST.name(), "f".repeat(64));

        assertThatThrownBy(this::widen)
                .isInstanceOf(BusinessStop.class)
                .hasMessageContaining("has to stay with the confirmed version");
        assertThat(answersOfTheNew(20)).isZero();
    }

    @Test
    @Tag("PHASE-0")
    void withoutAPermitNothingMoves() throws Exception {
        var job = new Job("1", "shop-1", job().variables(), Granting.none());
        var worker = new ShiftShare(crossing.catalog(), crossing.traffics(), crossing.lastLook());

        assertThatThrownBy(() -> worker.work(job)).isInstanceOf(BusinessStop.class);
        assertThat(answersOfTheNew(20)).isZero();
    }

    @Test
    void countersThatBeganAnewAreAHole() throws Exception {
        widen();
        spanEnded();
        var fresh = Share.full(goal, Instant.now().plusSeconds(1)).of(10);
        var others = crossing.upstreams().stream()
                .filter(upstream -> upstream.share().isOf(old))
                .map(Upstream::share)
                .findFirst()
                .orElseThrow();
        crossing.traffics().of(crossing.job(Map.of())).give(List.of(fresh, others.of(90)), crossing.granting.fence());

        var outcome = compare();

        assertThat(outcome.variables()).containsEntry("comparison", "watch");
        assertThat(outcome.findings().get(0).why()).contains("not everything is known");
    }

    @Test
    void whatCannotBeSeenIsUnknownAndHeld() throws Exception {
        widen();
        spanEnded();
        crossing.loseTheSecret();

        var outcome = compare();

        assertThat(outcome.variables()).containsEntry("comparison", "watch").doesNotContainKey("counted");
        assertThat(outcome.findings().get(0).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void whoeverLetsItBeWatchedOnIsAskedAgainOnlyAfterAsLong() throws Exception {
        widen();
        ago(Variable.ASKED_AT, Duration.ofMinutes(20));
        ago(Variable.SHARED_SINCE, Duration.ofSeconds(2));

        assertThat(compare().variables()).containsEntry("comparison", "ask");
        assertThat(compare().variables()).containsEntry("comparison", "watch");
    }

    @Test
    void looksThatFollowEachOtherQuicklyShareASpan() throws Exception {
        widen();
        spanEnded();
        compare();
        compare();

        assertThat(Counted.read(requireNonNull(state.get(Variable.COUNTED.name())))
                        .spans())
                .hasSize(1);
    }
}
