package io.slipway.engine.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.contract.Topic;
import io.slipway.engine.OwnCommands;
import io.slipway.engine.Passing;
import io.slipway.engine.Refusal;
import io.slipway.evidence.EntryKind;
import io.slipway.permit.Goal;
import io.slipway.permit.Hold;
import io.slipway.permit.PermitRefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.AuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Who may rehearse a rollback, where, between which versions; and what the clock starts. */
@Tag("ROLL-4")
class RehearsalStartTest extends WayBackRoom {

    /** The next one that asks for rehearsals of its own; what ended in one stays in its evidence. */
    private static int environments = 40;

    private static final Goal OLD = new Goal("1.0.0", "a".repeat(64));
    private static final Goal NEW = new Goal("1.1.0", "b".repeat(64));
    private static final String BACKUP = "tool.dump.age";
    private static final String RECORD = "c".repeat(64);

    @Autowired
    private RehearsalClock rehearsals;

    private ConfirmedHistory history;
    private String environment = "";

    @BeforeEach
    void oneReleaseWasConfirmed() {
        oneReleaseWasConfirmed("e" + environments++);
    }

    private void oneReleaseWasConfirmed(String where) {
        environment = where;
        history = new ConfirmedHistory(evidence, database, catalog, environment);
        history.with(OLD);
    }

    @AfterEach
    void nothingIsConfirmed() {
        database.sql("DELETE FROM slipway_environment WHERE environment = ?")
                .param(environment)
                .update();
    }

    private static Map<String, Object> rehearse(String environment) {
        return new HashMap<>(Map.of("service", "tool", "environment", environment));
    }

    private String start(String person, String role, Map<String, Object> wanted) {
        return start(person, role, "rehearse-rollback", wanted);
    }

    @ParameterizedTest
    @CsvSource({"otto, ops, true", "oskar, orchestrator, true", "maria, release-manager, false", "dora, debugger, false"
    })
    void opsAndOrchestratorsMayAndNobodyElse(String person, String role, boolean may) {
        history.with(NEW);
        if (may) {
            var key = key(start(person, role, rehearse(environment)));
            assertThat(key).startsWith("tool-1.1.0-" + environment + "-");
            assertThat(leases.active("tool", environment)).contains(key);
        } else {
            assertThatThrownBy(() -> start(person, role, rehearse(environment)))
                    .isInstanceOf(AuthorizationException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "environment, live, environment, users depend on tool in live",
        "environment, e99, environment, has no environment",
        "service, nothing, service, the catalog has no service",
        "version, 1.0.0, version, a rehearsal is not started with this",
        "otherVersion, 1.0.0, otherVersion, may not be written by otto"
    })
    void whatIsAskedWrongIsRefusedWithTheReason(String field, String value, String named, String why) {
        history.with(NEW);
        var wanted = rehearse(environment);
        wanted.put(field, value);
        assertThatThrownBy(() -> start("otto", "ops", wanted))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo(named))
                .hasMessageContaining(why);
    }

    @Test
    void oneVersionIsNothingToGoBetween() {
        assertThatThrownBy(() -> start("otto", "ops", rehearse(environment)))
                .hasMessageContaining("does not prove two different versions");
        history.with(new Goal("1.0.1", OLD.digest()));
        assertThatThrownBy(() -> start("otto", "ops", rehearse(environment)))
                .as("another name for the same bytes")
                .hasMessageContaining("does not prove two different versions");
    }

    @Test
    @Tag("ROLL-3")
    void aVersionThatIsMarkedBadIsNotBrought() {
        history.with(NEW);
        whileBad("1.0.0", () -> {
            assertThatThrownBy(() -> start("otto", "ops", rehearse(environment)))
                    .hasMessageContaining("tool 1.0.0 is marked bad");
            look();
            assertThat(leases.active("tool", environment)).isEmpty();
        });
    }

    @Test
    @Tag("NOT-3")
    void nothingIsPermittedButTheTwoThatTheEvidenceProves() {
        history.with(NEW);
        start("otto", "ops", rehearse(environment));
        permit(Topic.ASSESS_STATE, Optional.of(NEW));
        permit(Topic.ASSESS_STATE, Optional.of(OLD));
        assertThatThrownBy(() -> permit(Topic.ASSESS_STATE, Optional.of(new Goal("1.0.0", "c".repeat(64)))))
                .isInstanceOf(PermitRefusedException.class)
                .hasMessageContaining("The rehearsal goes from 1.1.0 (bbbbbbbbbbbb) to 1.0.0 (aaaaaaaaaaaa) and back");
    }

    private void look() {
        try (var own = OwnCommands.begin()) {
            rehearsals.look();
        }
    }

    @Test
    void theClockStartsOneWhereNoneHasEndedYet() {
        look();
        assertThat(leases.active("tool", environment)).as("one version").isEmpty();
        history.with(NEW);
        look();
        var key = leases.active("tool", environment).orElseThrow();
        assertThat(entries(key, EntryKind.START))
                .singleElement()
                .satisfies(start -> assertThat(start.fact().actor()).isEqualTo("slipway"));
        look();
        assertThat(leases.active("tool", environment))
                .as("what is under way is let be")
                .contains(key);
    }

    @Test
    @Tag("BACK-3")
    void theClockRehearsesWithADatabaseOnlyWhatHasABackupOfIt() {
        history.with(NEW, true);
        var refusals = entries(EntryKind.REFUSAL).size();
        look();
        assertThat(leases.active("tool", environment)).isEmpty();
        assertThat(entries(EntryKind.REFUSAL)).as("it asks first").hasSize(refusals);
        assertThatThrownBy(() -> start("otto", "ops", rehearse(environment)))
                .hasMessageContaining("no evidence proves a backup of it");
        history.withItsData(OLD, BACKUP, RECORD);
        look();
        assertThat(leases.active("tool", environment)).isPresent();
    }

    @Test
    void theClockTakesNoEnvironmentThatAReleaseHas() {
        history.with(NEW);
        var release = release(environment);
        look();
        assertThat(leases.active("tool", environment)).contains(key(release));
    }

    @Test
    @Tag("ROLL-2")
    void theClockWaitsWhileAutomationHolds() {
        history.with(NEW);
        inTransaction(() -> holds.hold("tool", "e7", Hold.Reach.AUTOMATION, "tool-1.0.0-e7-1"));
        var refusals = entries(EntryKind.REFUSAL).size();
        look();
        assertThat(leases.active("tool", environment)).isEmpty();
        assertThat(entries(EntryKind.REFUSAL))
                .as("it asks first, and is not refused every ten minutes")
                .hasSize(refusals);
        lift("oskar", "orchestrator", "e7", "it was the network");
        look();
        assertThat(leases.active("tool", environment)).isPresent();
    }

    @Test
    @Tag("ROLL-2")
    void aPersonRehearsesWhereNoRollbackFailed() {
        history.with(NEW);
        inTransaction(() -> holds.hold("tool", environment, Hold.Reach.EVERYTHING, "tool-1.0.0-e40-1"));
        assertThatThrownBy(() -> start("otto", "ops", rehearse(environment)))
                .hasMessageContaining("the rollback of tool-1.0.0-e40-1 failed");
        assertThat(leases.active("tool", environment)).isEmpty();
    }

    /** There and back, every step permitted. */
    private String rehearsed() {
        history.with(NEW);
        var key = key(start("otto", "ops", rehearse(environment)));
        permitted(Topic.ASSESS_STATE, NEW, Map.of("targetUntouched", true));
        thereAndBack(Map.of("returnVerdict", "pass"));
        judge();
        return key;
    }

    /** But for the last look at the traffic. */
    private void thereAndBack(Map<String, Object> returned) {
        deploy(OLD);
        verify();
        judge();
        work(Topic.RETURN_DATABASE, returned);
        bringBack(NEW, false);
    }

    private Map<String, Object> moved(String verdict, String record) {
        return Map.of(
                verdict,
                "pass",
                "findings",
                """
                [{"rule": "ROLL-4", "verdict": "pass", "why": "moved", "at": "%s", "facts": {"record": "%s"}}]"""
                        .formatted(Instant.now(), record));
    }

    /** As far as the database that a rollback puts back; its key. */
    private String withItsData() {
        history.withItsData(NEW, BACKUP, RECORD);
        var key = key(start("otto", "ops", rehearse(environment)));
        permitted(Topic.ASSESS_STATE, NEW, Map.of("targetUntouched", true));
        var task = fetch(Topic.REHEARSE_RESTORE, "crew");
        assertThat(task.getVariables())
                .containsEntry("backup", BACKUP)
                .containsEntry("backupRecord", RECORD)
                .containsEntry("restorePlanned", true);
        as("slipway-worker", "slipway-worker", () -> engine.getExternalTaskService()
                .unlock(task.getId()));
        return key;
    }

    @Test
    @Tag("BACK-3")
    void whereARollbackPutsTheDatabaseBackSoDoesTheRehearsalAndNobodyIsAsked() {
        var key = withItsData();
        permitted(Topic.REHEARSE_RESTORE, NEW, moved("dataVerdict", RECORD));
        thereAndBack(moved("returnVerdict", RECORD));
        judge();
        assertThat(entries(key, EntryKind.END)).singleElement().satisfies(end -> {
            assertThat(text(end, "outcome")).isEqualTo("rehearsed");
            assertThat(end.fact().body().path("rehearsal").path("withData").asText())
                    .startsWith("PT");
        });
        assertThat(entries(key, EntryKind.PERMIT))
                .filteredOn(permit -> text(permit, "action").equals("rehearse-restore"))
                .singleElement()
                .satisfies(permit -> assertThat(permit.fact()
                                .body()
                                .path("restoration")
                                .path("record")
                                .asText())
                        .isEqualTo(RECORD));
        assertThat(engine.getTaskService().createTaskQuery().count()).isZero();
        assertThat(holds.all()).isEmpty();
    }

    /** Both are only for a rehearsal. */
    @Test
    @Tag("NOT-3")
    @Tag("ROLL-3")
    void aVersionThatTurnedBadGetsNoDatabasePutBackForItButTheLiveOneComesBack() {
        withItsData();
        whileBad("1.0.0", () -> assertThatThrownBy(() -> permit(Topic.REHEARSE_RESTORE, Optional.of(NEW)))
                .isInstanceOf(PermitRefusedException.class)
                .hasMessageContaining("tool 1.0.0 is marked bad"));
        work(Topic.REHEARSE_RESTORE, Map.of("dataVerdict", "unknown"));
        whileBad("1.0.0", () -> permit(Topic.RETURN_DATABASE, Optional.of(NEW)));
    }

    /** The worker says all that is wanted of the images, and nothing of what became of the data. */
    @Test
    @Tag("PHASE-0")
    void withoutTheDataItDoesNotPass() {
        var key = withItsData();
        work(Topic.REHEARSE_RESTORE, Map.of("dataVerdict", "pass"));
        thereAndBack(Map.of("returnVerdict", "pass"));
        assertThatThrownBy(this::judge).hasStackTraceContaining("does not end as passed");
        assertThat(leases.active("tool", environment)).contains(key);
    }

    @Test
    @Tag("ROLL-2")
    void whereTheDatabaseDoesNotComeBackEverythingHoldsOnceSomebodyGivesUp() {
        var key = withItsData();
        work(Topic.REHEARSE_RESTORE, Map.of("dataVerdict", "unknown"));
        work(Topic.RETURN_DATABASE, Map.of("returnVerdict", "unknown"));
        work(Topic.NOTIFY_PEOPLE, Map.of());
        var asked = engine.getTaskService().createTaskQuery().singleResult().getId();
        assertThatThrownBy(() -> as("oskar", "orchestrator", () -> engine.getTaskService()
                        .complete(asked, Map.of("stopDecision", "restore", "acceptedLoss", "0"))))
                .as("nothing is put back for good in a rehearsal")
                .hasRootCauseInstanceOf(Refusal.class);
        as("oskar", "orchestrator", () -> engine.getTaskService()
                .complete(asked, Map.of("stopDecision", "give-up", "stopReason", "We look at the server")));
        runJobs();
        assertThat(entries(key, EntryKind.END)).singleElement().satisfies(end -> assertThat(text(end, "outcome"))
                .isEqualTo("stopped"));
        assertThat(holds.of("tool", environment).orElseThrow().reach()).isEqualTo(Hold.Reach.EVERYTHING);
    }

    @Test
    void oneThatWentThereAndBackCountsAndConfirmsNothing() {
        var key = rehearsed();
        assertThat(entries(key, EntryKind.END)).singleElement().satisfies(end -> {
            assertThat(text(end, "outcome")).isEqualTo("rehearsed");
            assertThat(end.fact()
                            .body()
                            .path("rehearsal")
                            .path("new")
                            .path("digest")
                            .asText())
                    .isEqualTo(OLD.digest());
            assertThat(end.fact().body().path("recoveryTimes")).hasSize(1);
        });
        assertThat(leases.confirmed("tool", environment)).contains(NEW);
        assertThat(leases.active("tool", environment)).isEmpty();
        assertThat(holds.all()).as("nothing was rolled back that users had").isEmpty();
    }

    /** The worker says all that is wanted, and was never permitted to bring the other version. */
    @Test
    @Tag("PHASE-0")
    void oneThatWentNowhereDoesNotPassWhateverTheWorkerSays() {
        history.with(NEW);
        start("otto", "ops", rehearse(environment));
        permitted(Topic.ASSESS_STATE, NEW, Map.of("targetUntouched", true));
        work(Topic.START_INSTANCES, Map.of("settlingTime", "PT0S"));
        settle();
        work(Topic.CHECK_HEALTH, Map.of("healthVerdict", "pass"));
        work(Topic.SHIFT_TRAFFIC, Map.of("shiftedAt", "2026-11-24T08:00:00Z"));
        work(Topic.DRAIN_INSTANCES, Map.of());
        verify();
        judge();
        work(Topic.RETURN_DATABASE, Map.of("returnVerdict", "pass"));
        bringBack(NEW, false);
        assertThatThrownBy(this::judge).hasStackTraceContaining("does not end as passed");
        assertThat(leases.active("tool", environment)).isPresent();
    }

    @Test
    void theClockStartsTheNextOneALittleBeforeTheLastCountsNoMore() {
        rehearsed();
        var before = clock.instant();
        clock.goOn(Duration.between(before, Instant.now()));
        look();
        assertThat(leases.active("tool", environment)).as("it is fresh").isEmpty();
        clock.goOn(Duration.ofDays(28));
        look();
        assertThat(leases.active("tool", environment))
                .as("it counts for two days more")
                .isEmpty();
        clock.goOn(Duration.ofDays(1).plusMinutes(1));
        look();
        assertThat(leases.active("tool", environment)).as("a day before").isPresent();
        clock.goOn(Duration.between(clock.instant(), before));
    }

    @Test
    void oneThatFailedIsNotRepeatedByTheClock() {
        history.with(NEW);
        var key = key(start("otto", "ops", rehearse(environment)));
        work(Topic.ASSESS_STATE, Map.of("targetUntouched", false));
        assertThat(entries(key, EntryKind.END)).singleElement().satisfies(end -> assertThat(text(end, "outcome"))
                .isEqualTo("stopped"));
        look();
        assertThat(leases.active("tool", environment)).isEmpty();
    }

    @Test
    @Tag("GATE-1")
    void theCheckOfTheRollbackPlanIsToldWhichOneEndedLast() {
        // live comes after it
        oneReleaseWasConfirmed("e79");
        assertThat(told()).containsEntry("rehearsal", null).containsEntry("recoveredWithin", null);
        forget();
        var key = rehearsed();
        assertThat(told())
                .containsEntry("rehearsal", key)
                .containsEntry(
                        "rehearsedAt", entries(key, EntryKind.END).get(0).at().toString())
                .extractingByKey("recoveredWithin")
                .asString()
                .startsWith("PT");
    }

    private Map<String, Object> told() {
        release("live");
        work(Topic.COLLECT_FACTS, facts("live", "source"));
        for (var check : Passing.CHECKS.entrySet()) {
            if (check.getKey() == Topic.CHECK_ROLLBACK_PLAN) {
                break;
            }
            work(check.getKey(), check.getValue());
        }
        return fetch(Topic.CHECK_ROLLBACK_PLAN, "crew").getVariables();
    }
}
