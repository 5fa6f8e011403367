package io.slipway.engine.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.contract.Topic;
import io.slipway.engine.OwnCommands;
import io.slipway.engine.Refusal;
import io.slipway.evidence.EntryKind;
import io.slipway.permit.Goal;
import io.slipway.permit.PermitRefusedException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A database is put back where the plan said so before, once an orchestrator has named what is given up with it. */
@Tag("AUTH-4")
class RestoreOfDataTest extends WayBackRoom {

    private static final String ENVIRONMENT = "e39";
    private static final Goal OLD = new Goal("1.0.0", "a".repeat(64));
    private static final Goal NEW = new Goal("1.1.0", "b".repeat(64));
    private static final String BACKUP = "tool.e39.20261127T071500Z.3f9a1c2b.dump.age";
    private static final String RECORD = "c".repeat(64);

    private ConfirmedHistory history;

    @BeforeEach
    void oneWasConfirmedWhoseWayBackPutsTheDatabaseBack() {
        history = new ConfirmedHistory(evidence, database, catalog, ENVIRONMENT);
        history.with(OLD);
        history.withItsData(NEW, BACKUP, RECORD);
    }

    /** As far as the look at what would be given up; its key. */
    private String rollback() {
        var wanted = new HashMap<String, Object>(Map.of(
                "service", "tool",
                "environment", ENVIRONMENT,
                "rolledBackVersion", "1.1.0",
                "rollbackReason", "It loses every tenth order"));
        var key = key(start("otto", "ops", "roll-back-release", wanted));
        assess();
        return key;
    }

    private void assess() {
        permitted(Topic.ASSESS_STATE, OLD, Map.of("targetUntouched", false));
        permitted(Topic.ASSESS_TRAFFIC, OLD, Map.of("trafficUntouched", false));
    }

    private Map<String, Object> measured(String verdict, String rows) {
        return measured(verdict, rows, RECORD);
    }

    /** What the worker who measures it was told. */
    private Map<String, Object> measured(String verdict, String rows, String record) {
        var finding =
                """
                [{"rule": "AUTH-4", "verdict": "%s", "why": "%s rows", "at": "%s",
                  "facts": {"rows": "%s", "record": "%s"}}]"""
                        .formatted(verdict, rows, Instant.now(), rows, record);
        var task = fetch(Topic.MEASURE_DATA_LOSS, "crew");
        Map<String, Object> answer = Map.of("dataVerdict", verdict, "findings", finding);
        as("slipway-worker", "slipway-worker", () -> engine.getExternalTaskService()
                .complete(task.getId(), "crew", answer));
        return task.getVariables();
    }

    private void decide(String person, String role, String decision, @Nullable String rows) {
        var asked = engine.getTaskService().createTaskQuery().singleResult();
        var answer = new HashMap<String, Object>(Map.of("stopDecision", decision));
        if (rows != null) {
            answer.put("acceptedLoss", rows);
        }
        as(person, role, () -> engine.getTaskService().complete(asked.getId(), answer));
        runJobs();
    }

    private void toBeDecided() {
        work(Topic.NOTIFY_PEOPLE, Map.of());
    }

    @Test
    @Tag("ROLL-2")
    void theBackupIsPutBackOnceAnOrchestratorHasNamedTheLoss() {
        var key = rollback();
        assertThat(measured("fail", "12")).containsEntry("backup", BACKUP).containsEntry("backupRecord", RECORD);
        toBeDecided();
        assertThat(confirmed()).contains(NEW);

        decide("oskar", "orchestrator", "restore", "12");
        permit(Topic.RESTORE_DATABASE, Optional.of(OLD));
        work(Topic.RESTORE_DATABASE, Map.of("dataVerdict", "pass"));
        assess();
        measured("pass", "0");
        deploy(OLD);
        permitted(Topic.STOP_INSTANCES, OLD, Map.of("environmentEmptied", false));
        verify();
        judge();

        assertThat(confirmed()).contains(OLD);
        assertThat(entries(key, EntryKind.PERMIT))
                .filteredOn(permit -> text(permit, "action").equals("restore-database"))
                .singleElement()
                .satisfies(permit -> {
                    var body = permit.fact().body();
                    assertThat(body.path("restoration").path("backup").asText()).isEqualTo(BACKUP);
                    assertThat(body.path("restoration").path("record").asText()).isEqualTo(RECORD);
                    assertThat(body.path("approvals")).hasSize(1);
                });
    }

    /** The plan says so, and nothing is proven that could be put back: the old version is not brought onto what is there. */
    @Test
    @Tag("BACK-2")
    void withoutAProvenBackupTheDataIsLookedAtAllTheSame() {
        history.with(OLD);
        history.with(NEW, true);
        rollback();
        var told = measured("unknown", "");
        assertThat(told).containsEntry("backup", null).containsEntry("backupRecord", null);
        move("Task_RestoreDatabase");
        assertRefused("no backup of it was proven");
    }

    @Test
    void theDatabaseIsLeftAloneIfItIsAsItWas() {
        rollback();
        measured("pass", "0");
        deploy(OLD);
        permitted(Topic.STOP_INSTANCES, OLD, Map.of("environmentEmptied", false));
        verify();
        judge();
        assertThat(confirmed()).contains(OLD);
    }

    @ParameterizedTest
    @CsvSource({
        "oskar, orchestrator, 11, acceptedLoss, 'measured were 12, named ''11'''",
        "oskar, orchestrator, 0, acceptedLoss, 'measured were 12'",
        "oskar, orchestrator, some, acceptedLoss, 'a number in digits'",
        "oskar, orchestrator, , acceptedLoss, 'a number in digits'",
        "dora, debugger, 12, stopDecision, 'by an orchestrator'"
    })
    void whoDoesNotNameItOrMayNotGiveItUpIsRefused(
            String person, String role, @Nullable String rows, String field, String why) {
        rollback();
        measured("fail", "12");
        toBeDecided();
        assertThatThrownBy(() -> decide(person, role, "restore", rows))
                .hasRootCauseInstanceOf(Refusal.class)
                .hasMessageContainingAll(field + ": ", why);
        assertThat(engine.getTaskService().createTaskQuery().count()).isOne();
    }

    @ParameterizedTest
    @CsvSource({"unknown, 12, c", "fail, 12, d"})
    void nothingIsPutBackOfWhichNobodyKnowsWhatItGivesUp(String verdict, String rows, String record) {
        rollback();
        measured(verdict, rows, record.repeat(64));
        toBeDecided();
        assertThatThrownBy(() -> decide("oskar", "orchestrator", "restore", rows))
                .hasRootCauseInstanceOf(Refusal.class)
                .hasMessageContaining("nothing to restore");
    }

    /** What could not be put back is measured again, and more may have been written by then. */
    @Test
    void aDecisionCountsForWhatWasMeasuredBeforeItAndForNothingLater() {
        rollback();
        measured("fail", "12");
        toBeDecided();
        decide("oskar", "orchestrator", "restore", "12");
        work(Topic.RESTORE_DATABASE, Map.of("dataVerdict", "unknown"));
        assess();
        measured("fail", "15");
        toBeDecided();
        move("Task_RestoreDatabase");
        assertRefused("naming as many rows as were measured last");
    }

    @Test
    @Tag("PHASE-0")
    void whoeverMovesTheTokenThereGetsNoPermit() {
        rollback();
        move("Task_RestoreDatabase");
        assertRefused("no orchestrator has decided");
    }

    @Test
    @Tag("PHASE-0")
    void whereThePlanSaidNothingOfItNothingIsPutBack() {
        history.with(OLD);
        history.with(NEW);
        var wanted = new HashMap<String, Object>(Map.of(
                "service", "tool",
                "environment", ENVIRONMENT,
                "rolledBackVersion", "1.1.0",
                "rollbackReason", "It loses every tenth order"));
        start("otto", "ops", "roll-back-release", wanted);
        assess();
        move("Task_RestoreDatabase");
        assertRefused("No approved plan says");
    }

    private void assertRefused(String why) {
        assertThatThrownBy(() -> permit(Topic.RESTORE_DATABASE, Optional.of(OLD)))
                .isInstanceOf(PermitRefusedException.class)
                .hasMessageContaining(why);
    }

    /** As somebody does who has the database, or a model of their own: no API lets anybody. */
    private void move(String activity) {
        try (var own = OwnCommands.begin()) {
            var process = engine.getRuntimeService()
                    .createProcessInstanceQuery()
                    .processDefinitionKey("roll-back-release")
                    .singleResult();
            engine.getRuntimeService()
                    .createProcessInstanceModification(process.getId())
                    .startBeforeActivity(activity)
                    .execute();
        }
    }

    private Optional<Goal> confirmed() {
        return leases.confirmed("tool", ENVIRONMENT);
    }
}
