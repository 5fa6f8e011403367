package io.slipway.engine.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.contract.Topic;
import io.slipway.engine.EngineRoom;
import io.slipway.engine.OwnCommands;
import io.slipway.engine.Refusal;
import io.slipway.evidence.EntryKind;
import io.slipway.evidence.Fact;
import io.slipway.permit.Goal;
import io.slipway.permit.Hold;
import io.slipway.permit.PermitRefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.AuthorizationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is confirmed is taken back by a process of its own: who may start it, where it goes, and what is left behind. */
@Tag("AUTH-4")
@Tag("ROLL-2")
class RollbackOfConfirmedTest extends WayBackRoom {

    private static final String ENVIRONMENT = "e7";
    /** The one that has a window: a week. */
    private static final String WINDOWED = "e6";

    private static final Goal OLD = new Goal("1.0.0", "a".repeat(64));
    private static final Goal NEW = new Goal("1.1.0", "b".repeat(64));
    private static final String WHY = "It loses every tenth order";

    private ConfirmedHistory history;
    private String older = "";
    private String newer = "";

    @BeforeEach
    void twoReleasesWereConfirmed() {
        history = new ConfirmedHistory(evidence, database, catalog, ENVIRONMENT);
        older = history.with(OLD);
        newer = history.with(NEW);
        try (var own = OwnCommands.begin()) {
            var identity = engine.getIdentityService();
            if (identity.createUserQuery().userId("mona").count() == 0) {
                var mona = identity.newUser("mona");
                mona.setEmail("mona@x.org");
                mona.setPassword("Aa1!" + UUID.randomUUID());
                identity.saveUser(mona);
            }
        }
    }

    private static Map<String, Object> undo(String version) {
        return new HashMap<>(Map.of(
                "service", "tool",
                "environment", ENVIRONMENT,
                "rolledBackVersion", version,
                "rollbackReason", WHY));
    }

    private String start(String person, String role, Map<String, Object> wanted) {
        return start(person, role, "roll-back-release", wanted);
    }

    /** Started by somebody who may, and its key. */
    private String rollback() {
        return key(start("otto", "ops", undo("1.1.0")));
    }

    private void permit(Topic topic, @Nullable Goal goal) {
        permit(topic, Optional.ofNullable(goal));
    }

    private void bringBack() {
        bringBack(OLD, false);
    }

    private Optional<Goal> confirmed() {
        return leases.confirmed("tool", ENVIRONMENT);
    }

    @Test
    @Tag("ROLL-1")
    @Tag("ROLL-3")
    void whatWasConfirmedBeforeIsConfirmedAgain() {
        var key = rollback();
        assertThat(key).startsWith("tool-1.0.0-e7-");
        bringBack();
        assertThat(confirmed()).as("not before it is looked at").contains(NEW);
        judge();
        assertThat(confirmed()).contains(OLD);
        assertThat(leases.confirmedBy("tool", ENVIRONMENT)).contains(older);
        assertThat(leases.active("tool", ENVIRONMENT)).isEmpty();
        assertThat(entries(key, EntryKind.START)).singleElement().satisfies(start -> {
            assertThat(start.fact().actor()).isEqualTo("otto");
            assertThat(text(start, "rolledBackRelease")).isEqualTo(newer);
            assertThat(text(start, "rollbackReason")).isEqualTo(WHY);
        });
        assertThat(entries(key, EntryKind.END)).singleElement().satisfies(end -> assertThat(text(end, "outcome"))
                .isEqualTo("rolled-back"));
    }

    @Test
    void howLongItTookIsMeasuredBesideHowLongItMay() {
        var key = rollback();
        bringBack();
        judge();
        assertThat(entries(key, EntryKind.FINDING))
                .filteredOn(finding -> text(finding, "rule").equals("ROLL-2"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(text(finding, "verdict")).isEqualTo("pass");
                    assertThat(text(finding, "why")).contains("1.0.0 was back", "had the traffic after", "300.0 s");
                    assertThat(finding.fact()
                                    .body()
                                    .path("facts")
                                    .path("within")
                                    .asText())
                            .isEqualTo("PT5M");
                });
    }

    @ParameterizedTest
    @CsvSource({"otto, ops, true", "oskar, orchestrator, true", "maria, release-manager, false", "dora, debugger, false"
    })
    void opsAndOrchestratorsMayAndNobodyElse(String person, String role, boolean may) {
        if (may) {
            assertThat(runs(start(person, role, undo("1.1.0")))).isTrue();
        } else {
            assertThatThrownBy(() -> start(person, role, undo("1.1.0"))).isInstanceOf(AuthorizationException.class);
        }
    }

    @Test
    @Tag("NOT-3")
    void nothingElseIsPermittedThanWhatTheEvidenceSaysWasConfirmedBefore() {
        rollback();
        for (var goal : new Goal[] {NEW, new Goal("1.0.0", "c".repeat(64)), null}) {
            assertThatThrownBy(() -> permit(Topic.ASSESS_STATE, goal))
                    .isInstanceOf(PermitRefusedException.class)
                    .hasMessageContaining("Back: Confirmed before " + newer + " was 1.0.0");
        }
        permit(Topic.ASSESS_STATE, OLD);
    }

    @Test
    @Tag("PHASE-0")
    void whatNoWorkerWasPermittedToBringBackIsNotConfirmedWhateverTheySay() {
        rollback();
        work(Topic.ASSESS_STATE, Map.of("targetUntouched", true));
        work(Topic.ASSESS_TRAFFIC, Map.of("trafficUntouched", true));
        assertThatThrownBy(this::runJobs).hasStackTraceContaining("the evidence does not prove that");
        assertThat(confirmed()).contains(NEW);
    }

    @Test
    @Tag("VERI-1")
    void whatWasNotLookedAtSinceIsNotConfirmedWhateverTheySay() {
        rollback();
        bringBack();
        watch();
        work(Topic.JUDGE_TRAFFIC, Map.of("trafficVerdict", "pass", "observationEnded", true));
        assertThatThrownBy(this::runJobs).hasStackTraceContaining("the evidence does not prove that");
        assertThat(confirmed()).contains(NEW);
    }

    /** It is there, so nothing looks touched at the next look; but nobody has seen it serve. */
    @Test
    @Tag("VERI-1")
    void whatWasNotProvenToServeIsLookedAtAgainAfterItsStop() {
        rollback();
        bringBack();
        watch();
        work(Topic.JUDGE_TRAFFIC, Map.of("trafficVerdict", "unknown", "observationEnded", true));
        work(Topic.NOTIFY_PEOPLE, Map.of());
        var asked = engine.getTaskService().createTaskQuery().singleResult();
        as("oskar", "orchestrator", () -> engine.getTaskService()
                .complete(asked.getId(), Map.of("stopDecision", "re-check")));
        bringBack(OLD, true);
        assertThat(confirmed()).contains(NEW);
        judge();
        assertThat(confirmed()).contains(OLD);
    }

    @Test
    void whatIsThereAlreadyIsConfirmedUntouched() {
        rollback();
        permitted(Topic.ASSESS_STATE, OLD, Map.of("targetUntouched", true));
        permitted(Topic.ASSESS_TRAFFIC, OLD, Map.of("trafficUntouched", true));
        runJobs();
        assertThat(confirmed()).contains(OLD);
    }

    @ParameterizedTest
    @CsvSource({
        "rolledBackVersion, 1.0.0, rolledBackVersion, 'confirmed is 1.1.0 of tool in e7, not 1.0.0'",
        "rolledBackVersion, ../1, rolledBackVersion, must match",
        "rollbackReason, n/a, rollbackReason, says nothing",
        "rollbackReason, , rollbackReason, must be given",
        "environment, e8, environment, 'nothing is confirmed of tool in e8'",
        "environment, e99, environment, 'has no environment'",
        "service, nothing, service, 'the catalog has no service'",
        "version, 0.9.0, version, a rollback is not started with this",
        "goalVersion, 0.9.0, goalVersion, may not be written by otto",
        "phase, prepare, phase, may not be written by otto"
    })
    void whatIsAskedWrongIsRefusedWithTheReason(String field, @Nullable String value, String named, String why) {
        var wanted = undo("1.1.0");
        wanted.put(field, value == null ? "" : value);
        assertThatThrownBy(() -> start("otto", "ops", wanted))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo(named))
                .hasMessageContaining(why);
        assertThat(leases.active("tool", ENVIRONMENT)).isEmpty();
    }

    @Test
    @Tag("ROLL-1")
    void aRollbackIsNotRolledBack() {
        rollback();
        bringBack();
        judge();
        assertThatThrownBy(() -> rollback()).hasMessageContaining("confirmed is 1.0.0 of tool in e7, not 1.1.0");
        assertThatThrownBy(() -> start("otto", "ops", undo("1.0.0")))
                .as("what was confirmed first has nothing before it")
                .hasMessageContaining("there is nothing to go back to: before " + older);
    }

    @Test
    @Tag("NOT-3")
    void whatOnlyTheTableSaysIsNotTakenBack() {
        history.point(NEW, "tool-nobody", 5000);
        assertThatThrownBy(() -> rollback()).hasMessageContaining("before tool-nobody nothing was confirmed");
    }

    @Test
    @Tag("ROLL-3")
    void itDoesNotGoBackToAVersionThatIsMarkedBad() {
        whileBad("1.0.0", () -> assertThatThrownBy(() -> rollback())
                .hasMessageContaining("it would go back to what is worse: tool 1.0.0"));
    }

    /** Rolled back or not, a release leaves the database as it made it. */
    @Test
    @Tag("BACK-3")
    void itDoesNotGoBackToWhatWasNeverTriedOnTheDatabaseAsItIs() {
        history.with(NEW, "tool-1.2.0-e7-rolled-back", "rolled-back", "database, source");
        assertThatThrownBy(() -> rollback())
                .hasMessageContaining("tool-1.2.0-e7-rolled-back may have changed the database")
                .hasMessageContaining("Release 1.0.0 anew");
    }

    /** The release that is taken back was looked at on what that left. */
    @Test
    @Tag("BACK-3")
    void whatChangedTheDatabaseBeforeWasTriedByTheReleaseThatIsTakenBack() {
        history = new ConfirmedHistory(evidence, database, catalog, ENVIRONMENT);
        history.with(OLD);
        history.with(OLD, "tool-1.2.0-e7-earlier", "rolled-back", "database");
        history.with(NEW);
        assertThat(rollback()).startsWith("tool-1.0.0-e7-");
    }

    @Test
    void whatChangedNoDatabaseOrHadNoEffectDoesNotStandInItsWay() {
        history.with(NEW, "tool-1.2.0-e7-rolled-back-2", "rolled-back", "source");
        history.without("tool-1.2.0-e7-stopped", "stopped", "database");
        assertThat(rollback()).startsWith("tool-1.0.0-e7-");
    }

    @ParameterizedTest
    @CsvSource({"P6D, false", "P10D, true"})
    void aWindowOfTheCatalogEndsIt(Duration passed, boolean over) {
        var before = clock.instant();
        clock.goOn(Duration.between(before, Instant.now().plus(passed)));
        history = new ConfirmedHistory(evidence, database, catalog, WINDOWED);
        history.with(OLD);
        history.with(NEW);
        var undo = undo("1.1.0");
        undo.put("environment", WINDOWED);
        if (over) {
            assertThatThrownBy(() -> start("otto", "ops", undo))
                    .hasMessageContaining("and could be rolled back until")
                    .hasMessageContaining("rollbackWindow");
        } else {
            assertThat(runs(start("otto", "ops", undo))).isTrue();
        }
        clock.goOn(Duration.between(clock.instant(), before));
    }

    @Test
    void aReleaseThatIsUnderWayKeepsTheEnvironmentOnceItMayTouchIt() {
        var release = key(release(ENVIRONMENT));
        evidence.recordApart(Fact.of(release, EntryKind.PERMIT, List.of(), "crew", Map.of()));
        assertThatThrownBy(() -> rollback())
                .hasMessageContaining("the release " + release + " has tool in e7 and keeps it")
                .hasMessageContaining("or withdraw it");
    }

    @Test
    void aReleaseThatWaitsIsWithdrawnForIt() {
        var release = release(ENVIRONMENT);
        runJobs();
        var key = key(release);
        rollback();
        runJobs();
        assertThat(runs(release)).isFalse();
        assertThat(entries(key, EntryKind.END)).singleElement().satisfies(end -> assertThat(text(end, "outcome"))
                .isEqualTo("withdrawn"));
    }

    @Test
    @Tag("AUTH-7")
    void afterARollbackAutomationHoldsUntilAPersonHasLiftedIt() {
        var key = rollback();
        bringBack();
        judge();
        assertThat(holds.all()).singleElement().satisfies(hold -> {
            assertThat(hold.reach()).isEqualTo(Hold.Reach.AUTOMATION);
            assertThat(hold.release()).isEqualTo(key);
        });
        for (var environment : List.of(ENVIRONMENT, "e8")) {
            assertThatThrownBy(() -> release(environment))
                    .as("an account without an e-mail address is no person that is known")
                    .hasMessageContaining("automation for tool holds since " + key + " was rolled back");
        }
        assertThat(runs(start("mona", "release-manager", "release", wanted("e7", "1.0.0"))))
                .isTrue();
        assertThat(holds.all()).as("it holds all the same").hasSize(1);
        assertThatThrownBy(() -> lift("dora", "debugger", "it was the network"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo("role"));
        assertThatThrownBy(() -> lift("mona", "release-manager", "tbd")).hasMessageContaining("says nothing");
        lift("mona", "release-manager", "it was the network");
        assertThat(holds.all()).isEmpty();
        assertThat(runs(release("e8"))).isTrue();
        assertThat(entries(EntryKind.HOLD).get(entries(EntryKind.HOLD).size() - 1))
                .contains("\"lifted\"", "it was the network", "mona");
    }

    /** What became of the one that failed nobody has said by that. */
    @Test
    @Tag("AUTH-7")
    void aLaterRollbackThatGoesWellLiftsNothing() {
        inTransaction(() -> holds.hold("tool", ENVIRONMENT, Hold.Reach.EVERYTHING, "tool-1.0.0-e7-1"));
        inTransaction(() -> holds.hold("tool", ENVIRONMENT, Hold.Reach.AUTOMATION, "tool-1.0.0-e7-2"));
        assertThat(holds.of("tool", ENVIRONMENT)).get().satisfies(hold -> {
            assertThat(hold.reach()).isEqualTo(Hold.Reach.EVERYTHING);
            assertThat(hold.release()).isEqualTo("tool-1.0.0-e7-1");
        });
    }

    private static Map<String, Object> wanted(String environment, String version) {
        var wanted = EngineRoom.wanted(environment);
        wanted.put("version", version);
        return wanted;
    }

    private void lift(String person, String role, String reason) {
        lift(person, role, ENVIRONMENT, reason);
    }

    @Test
    @Tag("AUTH-7")
    @Tag("ROLL-1")
    void aRollbackThatIsGivenUpIsAnIncidentAndNeverRolledBack() {
        var key = rollback();
        permitted(Topic.ASSESS_STATE, OLD, Map.of("targetUntouched", false));
        permitted(Topic.ASSESS_TRAFFIC, OLD, Map.of("trafficUntouched", false));
        var task = fetch(Topic.START_INSTANCES, "crew");
        as("slipway-worker", "slipway-worker", () -> engine.getExternalTaskService()
                .handleBpmnError(task.getId(), "crew", "behaves-unexpectedly", "It does not start"));
        work(Topic.NOTIFY_PEOPLE, Map.of());
        var asked = engine.getTaskService().createTaskQuery().singleResult();
        as("oskar", "orchestrator", () -> engine.getTaskService()
                .complete(asked.getId(), Map.of("stopDecision", "give-up", "stopReason", "It does not start")));
        runJobs();
        assertThat(entries(key, EntryKind.END)).singleElement().satisfies(end -> assertThat(text(end, "outcome"))
                .isEqualTo("stopped"));
        assertThat(confirmed()).contains(NEW);
        assertThatThrownBy(() -> start("mona", "release-manager", "release", wanted(ENVIRONMENT, "1.0.0")))
                .hasMessageContaining("the rollback of " + key + " failed")
                .hasMessageContaining("that is an incident");
        assertThat(runs(start("mona", "release-manager", "release", wanted("e8", "1.0.0"))))
                .as("elsewhere people go on")
                .isTrue();
        assertThat(runs(start("otto", "ops", undo("1.1.0"))))
                .as("to roll back is always possible")
                .isTrue();
        assertThatThrownBy(() -> lift("otto", "ops", "it is mended")).hasMessageContaining("[orchestrator]");
        lift("oskar", "orchestrator", "the host is mended, and what runs is what is confirmed");
        assertThat(holds.all()).isEmpty();
    }
}
