package io.slipway.engine.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.contract.LostLock;
import io.slipway.contract.Topic;
import io.slipway.engine.EngineRoom;
import io.slipway.engine.Refusal;
import io.slipway.evidence.EntryKind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is refused over HTTP is refused to code in this JVM as well, in whoever's name it acts, or in nobody's. */
@Tag("PHASE-0")
@Tag("NOT-3")
class JavaCallersTest extends EngineRoom {

    @AfterEach
    void now() {
        ClockUtil.reset();
    }

    /** By what it would do. */
    private Map<String, Runnable> attempts(String release) {
        var runtime = engine.getRuntimeService();
        var attempts = new LinkedHashMap<String, Runnable>();
        attempts.put("ModifyProcessInstanceCmd", () -> runtime.createProcessInstanceModification(release)
                .startBeforeActivity("CallActivity_Deploy")
                .execute());
        attempts.put("SetExecutionVariablesCmd", () -> runtime.setVariable(release, "approvalDecision", "approve"));
        attempts.put("RemoveExecutionVariablesCmd", () -> runtime.removeVariable(release, "version"));
        attempts.put("DeleteProcessInstanceCmd", () -> runtime.deleteProcessInstance(release, "why not"));
        attempts.put("SuspendProcessInstanceCmd", () -> runtime.suspendProcessInstanceById(release));
        attempts.put("SignalCmd", () -> runtime.signal(release));
        attempts.put("CorrelateMessageCmd", () -> runtime.createMessageCorrelation("release.confirmed")
                .processInstanceBusinessKey("any")
                .correlate());
        attempts.put("CorrelateAllMessageCmd", () -> runtime.createMessageCorrelation("release.withdrawn")
                .correlateAll());
        attempts.put("RestartProcessInstancesCmd", () -> runtime.restartProcessInstances(definition())
                .processInstanceIds(release)
                .startBeforeActivity("CallActivity_Deploy")
                .execute());
        attempts.put("MigrateProcessInstanceCmd", () -> runtime.newMigration(
                        runtime.createMigrationPlan(definition(), definition()).build())
                .processInstanceIds(release)
                .execute());
        attempts.put("StartProcessInstanceAtActivitiesCmd", () -> runtime.createProcessInstanceByKey("release")
                .startBeforeActivity("CallActivity_Deploy")
                .execute());
        attempts.put("DeployCmd", () -> engine.getRepositoryService()
                .createDeployment()
                .name("mine")
                .addString("x.txt", "x")
                .deploy());
        attempts.put("DeleteDeploymentCmd", () -> engine.getRepositoryService()
                .deleteDeployment(engine.getRepositoryService()
                        .createDeploymentQuery()
                        .listPage(0, 1)
                        .get(0)
                        .getId()));
        attempts.put("ExecuteJobsCmd", () -> engine.getManagementService()
                .executeJob(engine.getManagementService()
                        .createJobQuery()
                        .listPage(0, 1)
                        .get(0)
                        .getId()));
        return attempts;
    }

    private String definition() {
        return engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey("release")
                .latestVersion()
                .singleResult()
                .getId();
    }

    private String newestRefusal() {
        return database.sql("SELECT content FROM slipway_evidence WHERE kind = 'refusal'"
                        + " ORDER BY sequence_number DESC FETCH FIRST 1 ROW ONLY")
                .query(String.class)
                .single();
    }

    @Test
    void codeInNobodysNameIsRefusedAndThatIsEvidence() {
        var release = release("e10");
        attempts(release).forEach((what, attempt) -> {
            assertThatThrownBy(attempt::run).as(what).isInstanceOf(AuthorizationException.class);
            assertThat(newestRefusal()).contains("\"actor\":\"java\"", "\"tried\":\"" + what + "\"");
        });
        assertThat(engine.getRuntimeService().getActiveActivityIds(release))
                .containsExactly("StartEvent_ReleaseRequested");
    }

    @Test
    void codeInAnAdministratorsNameIsRefusedToo() {
        var release = release("e11");
        attempts(release).forEach((what, attempt) -> {
            assertThatThrownBy(() -> as("root", "camunda-admin", attempt))
                    .as(what)
                    .isNotNull();
            assertThat(newestRefusal()).contains("\"actor\":\"root\"", "\"tried\":\"" + what + "\"");
        });
        assertThat(engine.getRuntimeService().getActiveActivityIds(release))
                .containsExactly("StartEvent_ReleaseRequested");
    }

    @Test
    void onlyTheWorkersAccountAnswersTasks() {
        release("e12");
        var task = fetch(Topic.COLLECT_FACTS, "crew");
        var external = engine.getExternalTaskService();
        assertThatThrownBy(() -> external.complete(task.getId(), "crew")).isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> external.handleFailure(task.getId(), "crew", "no", 0, 0))
                .isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> external.handleBpmnError(task.getId(), "crew", "not-prepared"))
                .isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> external.unlock(task.getId())).isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> external.fetchAndLock(1, "thief")
                        .topic("collect-facts", 1000)
                        .execute())
                .isInstanceOf(AuthorizationException.class);
    }

    private void isNotHeld(Runnable answer, String said) {
        assertThatThrownBy(() -> as("slipway-worker", "slipway-worker", answer))
                .satisfies(thrown -> assertThat(ExceptionUtils.getThrowableList(thrown))
                        .filteredOn(Refusal.class::isInstance)
                        .singleElement()
                        .asString()
                        .contains(said));
        assertThat(newestRefusal()).contains("\"actor\":\"slipway-worker\"", said);
    }

    @Test
    void onlyWhoHoldsATaskAnswersIt() {
        var key = key(release("e13"));
        var task = fetch(Topic.COLLECT_FACTS, "crew");
        var external = engine.getExternalTaskService();
        isNotHeld(() -> external.complete(task.getId(), "thief"), "thief " + LostLock.SAYS);
        isNotHeld(() -> external.handleFailure(task.getId(), "thief", "no", 0, 0), "thief " + LostLock.SAYS);
        isNotHeld(() -> external.handleBpmnError(task.getId(), "thief", "not-prepared"), "thief " + LostLock.SAYS);
        ClockUtil.offset(Duration.ofSeconds(61).toMillis());
        isNotHeld(() -> external.complete(task.getId(), "crew"), "asked for again");
        isNotHeld(() -> external.handleFailure(task.getId(), "crew", "no", 0, 0), "asked for again");
        isNotHeld(() -> external.handleBpmnError(task.getId(), "crew", "not-prepared"), "asked for again");
        assertThat(entries(key, EntryKind.EFFECT)).isEmpty();
        var again = fetch(Topic.COLLECT_FACTS, "crew");
        assertThat(again.getId()).isEqualTo(task.getId());
        as("slipway-worker", "slipway-worker", () -> external.complete(task.getId(), "crew"));
        assertThat(entries(key, EntryKind.EFFECT)).hasSize(1);
    }
}
