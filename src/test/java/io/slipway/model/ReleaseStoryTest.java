package io.slipway.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.ErrorCode;
import io.slipway.contract.ProcessKey;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import java.util.Map;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a release lives through. */
class ReleaseStoryTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension ENGINE = Models.walkedWholly(ProcessKey.RELEASE);

    private Story story = untold();

    @BeforeEach
    void deploy() {
        Models.deploy(ENGINE.getProcessEngine());
        story = untold();
    }

    private static Story untold() {
        return new Story(ENGINE.getProcessEngine());
    }

    private Story release() {
        return story.start(ProcessKey.RELEASE, Map.of("confirmedVersion", "1.0.0", "confirmedDigest", "d0"));
    }

    private void assertEnded(String end, String outcome) {
        assertThat(story.ended()).isTrue();
        assertThat(story.ends(ProcessKey.RELEASE)).containsExactly(end);
        assertThat(story.ownValue(Variable.OUTCOME)).isEqualTo(outcome);
    }

    @Test
    @Tag("PHASE-0")
    void aGoodVersionGoesThroughFivePhasesInThisOrderAndIsConfirmed() {
        release();
        assertThat(story.worked()).startsWith("collect-facts");
        assertThat(story.worked().subList(1, 10))
                .containsExactlyInAnyOrder(
                        "check-tests",
                        "check-build",
                        "check-environment",
                        "check-history",
                        "check-target",
                        "check-staging",
                        "check-calendar",
                        "check-monitoring",
                        "check-baseline");
        assertThat(story.worked().subList(10, story.worked().size()))
                .containsExactly(
                        "check-schema",
                        "check-rollback-plan",
                        "fill-checklist",
                        "check-impact", // prepare
                        "preserve-version",
                        "prove-rollback-path",
                        "check-monitoring", // back up
                        "start-instances",
                        "check-health",
                        "shift-traffic",
                        "drain-instances", // deploy
                        "check-health",
                        "check-key-flows",
                        "watch-monitoring",
                        "judge-traffic",
                        "check-logs", // verify
                        "confirm-release");
        assertEnded("EndEvent_ReleaseConfirmed", "confirmed");
    }

    @Test
    @Tag("CONF-2")
    void anUnstableVersionIsRolledBackAtOnce() {
        story.answer(Topic.JUDGE_TRAFFIC, Variable.TRAFFIC_VERDICT, "fail", Variable.OBSERVATION_ENDED, true);
        release();
        assertThat(story.worked())
                .containsSubsequence("judge-traffic", "assess-state", "assess-traffic", "shift-traffic");
        assertThat(story.worked()).doesNotContain("confirm-release");
        assertEnded("EndEvent_ReleaseRolledBack", "rolled-back");
    }

    @Test
    @Tag("CONF-1")
    void unknownIsNeverConfirmed() {
        story.answer(Topic.JUDGE_TRAFFIC, Variable.TRAFFIC_VERDICT, "unknown", Variable.OBSERVATION_ENDED, true);
        release();
        assertEnded("EndEvent_ReleaseRolledBack", "rolled-back");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "unknown"})
    @Tag("DEPL-2")
    @Tag("CONF-2")
    void aVersionThatIsNotWatchedOrAlarmsIsRolledBack(String verdict) {
        story.answer(Topic.WATCH_MONITORING, Variable.WATCH_VERDICT, verdict);
        release();
        assertThat(story.worked()).doesNotContain("check-logs", "confirm-release");
        assertEnded("EndEvent_ReleaseRolledBack", "rolled-back");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "unknown"})
    @Tag("VERI-2")
    @Tag("CONF-2")
    void aVersionThatLogsWhatTheOneBeforeDidNotIsRolledBack(String verdict) {
        story.answer(Topic.CHECK_LOGS, Variable.LOGS_VERDICT, verdict);
        release();
        assertThat(story.worked())
                .containsSubsequence("check-logs", "assess-state", "shift-traffic")
                .doesNotContain("confirm-release")
                .endsWith("judge-traffic");
        assertEnded("EndEvent_ReleaseRolledBack", "rolled-back");
    }

    @Test
    @Tag("CONF-1")
    void aVerdictThatNobodyGaveIsNeverConfirmed() {
        story.answer(Topic.JUDGE_TRAFFIC, Variable.OBSERVATION_ENDED, true);
        release();
        assertEnded("EndEvent_ReleaseRolledBack", "rolled-back");
    }

    @Test
    @Tag("GATE-5")
    void aDeploymentThatBehavesUnexpectedlyIsRolledBack() {
        story.answer(Topic.CHECK_HEALTH, Variable.HEALTH_VERDICT, "fail")
                .answer(Topic.ASSESS_STATE, Variable.TARGET_UNTOUCHED, false);
        release();
        assertEnded("EndEvent_ReleaseRolledBack", "rolled-back");
    }

    @Test
    @Tag("NOT-3")
    void aDeploymentThatIsNotPermittedStopsBeforeAnythingIsTouched() {
        story.error(Topic.START_INSTANCES, ErrorCode.NOT_PERMITTED);
        release();
        assertThat(story.asked()).containsExactly("orchestrator");
        assertThat(story.worked()).doesNotContain("assess-state");
        story.decide(Variable.STOP_DECISION, "re-check");
        assertThat(story.worked()).containsSubsequence("start-instances", "check-tests", "start-instances");
        assertEnded("EndEvent_ReleaseConfirmed", "confirmed");
    }

    @Test
    @Tag("NOT-3")
    void aVersionWhoseConfirmationIsNotPermittedIsRolledBack() {
        story.error(Topic.CONFIRM_RELEASE, ErrorCode.NOT_PERMITTED);
        release();
        assertThat(story.worked()).containsSubsequence("confirm-release", "assess-state");
        assertEnded("EndEvent_ReleaseRolledBack", "rolled-back");
    }

    @Test
    @Tag("GATE-6")
    void aStopIsLeftByPassingTheSameCheckAgain() {
        story.answer(Topic.CHECK_TESTS, Variable.TESTS_VERDICT, "fail");
        release();
        assertThat(story.asked()).containsExactly("orchestrator", "release-manager");
        story.decide(Variable.STOP_DECISION, "re-check");
        assertThat(story.worked()).containsSubsequence("check-tests", "check-tests", "confirm-release");
        assertEnded("EndEvent_ReleaseConfirmed", "confirmed");
    }

    @Test
    @Tag("GATE-6")
    void aStopThatIsResolvedWithoutWhatWasMissingStopsAgain() {
        story.always(Topic.CHECK_TESTS, Variable.TESTS_VERDICT, "unknown");
        release();
        story.decide(Variable.STOP_DECISION, "re-check");
        assertThat(story.worked()).doesNotContain("preserve-version");
        story.decide(Variable.STOP_DECISION, "give-up");
        assertEnded("EndEvent_ReleaseStopped", "stopped");
    }

    @Test
    @Tag("GATE-6")
    void anyOtherDecisionThanReCheckGivesUp() {
        story.answer(Topic.CHECK_TESTS, Variable.TESTS_VERDICT, "fail");
        release();
        story.decide(Variable.STOP_DECISION, "go on anyway");
        assertEnded("EndEvent_ReleaseStopped", "stopped");
    }

    @Test
    @Tag("GATE-1")
    @Tag("ANTI-4")
    void withoutAWayBackNothingIsDeployed() {
        story.answer(Topic.PROVE_ROLLBACK_PATH, Variable.ROLLBACK_PATH_VERDICT, "unknown");
        release();
        assertThat(story.asked()).containsExactly("orchestrator");
        assertThat(story.worked()).doesNotContain("start-instances");
        story.decide(Variable.STOP_DECISION, "give-up");
        assertEnded("EndEvent_ReleaseStopped", "stopped");
    }

    @Test
    void aRollbackThatFailsIsNeverCalledRolledBack() {
        story.answer(Topic.JUDGE_TRAFFIC, Variable.TRAFFIC_VERDICT, "fail", Variable.OBSERVATION_ENDED, true)
                .answer(Topic.JUDGE_TRAFFIC, Variable.TRAFFIC_VERDICT, "unknown", Variable.OBSERVATION_ENDED, true);
        release();
        assertThat(story.asked()).containsExactly("debugger", "orchestrator");
        story.decide(Variable.STOP_DECISION, "give-up");
        assertEnded("EndEvent_ReleaseStopped", "stopped");
    }

    @Test
    void aReleaseThatIsWithdrawnWhileAPersonIsAskedEndsWithdrawn() {
        story.answer(Topic.CHECK_TESTS, Variable.TESTS_VERDICT, "fail")
                .answer(Topic.ASSESS_STATE, Variable.TARGET_UNTOUCHED, true)
                .answer(Topic.ASSESS_TRAFFIC, Variable.TRAFFIC_UNTOUCHED, true);
        release();
        story.withdraw();
        assertThat(story.asked()).isEmpty();
        assertEnded("EndEvent_ReleaseWithdrawn", "withdrawn");
    }

    /** It has touched nothing, or the newer one would not have started. */
    @Test
    @Tag("AUTH-6")
    void aReleaseThatANewerOneReplacesEndsWithdrawnAndBringsNothingBack() {
        story.answer(Topic.CHECK_TESTS, Variable.TESTS_VERDICT, "fail")
                .start(ProcessKey.RELEASE, Map.of("newerRelease", "shop-1.2.0-staging-2"));
        assertThat(story.asked()).isNotEmpty();
        story.withdraw();
        assertThat(story.asked()).isEmpty();
        assertThat(story.worked()).doesNotContain("assess-state");
        assertEnded("EndEvent_ReleaseWithdrawn", "withdrawn");
    }

    @Test
    void aWithdrawalWhoseRollbackFailsEndsStopped() {
        story.answer(Topic.CHECK_TESTS, Variable.TESTS_VERDICT, "fail")
                .error(Topic.SHIFT_TRAFFIC, ErrorCode.BEHAVES_UNEXPECTEDLY);
        release();
        story.withdraw();
        story.decide(Variable.STOP_DECISION, "give-up");
        assertEnded("EndEvent_WithdrawalStopped", "stopped");
    }

    @Test
    void theFindingsOfAPhaseThatBrokeOffAreKept() {
        story.answer(Topic.CHECK_HEALTH, Variable.HEALTH_VERDICT, "pass", Variable.FINDINGS, "[healthy, alas]")
                .error(Topic.SHIFT_TRAFFIC, ErrorCode.BEHAVES_UNEXPECTEDLY);
        release();
        assertThat(story.ownValue(Variable.FINDINGS)).isEqualTo("[healthy, alas]");
        assertEnded("EndEvent_ReleaseRolledBack", "rolled-back");
    }

    @Test
    void theFindingsOfAFailedPhaseReachThePersonWhoIsAsked() {
        story.answer(Topic.CHECK_TESTS, Variable.TESTS_VERDICT, "fail", Variable.FINDINGS, "[the tests failed]");
        release();
        assertThat(story.ownValue(Variable.FINDINGS)).isEqualTo("[the tests failed]");
        assertThat(ENGINE.getProcessEngine()
                        .getTaskService()
                        .getVariable(
                                ENGINE.getProcessEngine()
                                        .getTaskService()
                                        .createTaskQuery()
                                        .singleResult()
                                        .getId(),
                                "findings"))
                .isEqualTo("[the tests failed]");
    }
}
