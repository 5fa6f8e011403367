package io.slipway.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.ErrorCode;
import io.slipway.contract.ProcessKey;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.permit.Goal;
import io.slipway.permit.WayBack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Back to the last confirmed version, and looked at again. */
class RollBackReleaseStoryTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension ENGINE = Models.walkedWholly(ProcessKey.ROLL_BACK_RELEASE);

    private Story story = untold();

    @BeforeEach
    void deploy() {
        Models.deploy(ENGINE.getProcessEngine());
        story = untold();
    }

    private static Story untold() {
        return new Story(ENGINE.getProcessEngine());
    }

    private void withinARelease() {
        story.answer(Topic.CHECK_HEALTH, Variable.HEALTH_VERDICT, "fail");
        story.start(ProcessKey.RELEASE, Map.of("confirmedVersion", "1.0.0", "confirmedDigest", "d0"));
    }

    private void rollBack() {
        story.start(
                ProcessKey.ROLL_BACK_RELEASE, Map.of("goalVersion", "1.0.0", "goalDigest", "d0", "phase", "roll-back"));
    }

    @Test
    @Tag("ROLL-1")
    @Tag("GATE-1")
    void theConfirmedVersionServesAgainBeforeTheRollbackHasEnded() {
        rollBack();
        assertThat(story.worked())
                .containsExactly(
                        "assess-state",
                        "assess-traffic",
                        "start-instances",
                        "check-health",
                        "shift-traffic",
                        "drain-instances",
                        "stop-instances",
                        "check-health",
                        "check-key-flows",
                        "watch-monitoring",
                        "judge-traffic");
        assertThat(planned(new Goal("1.0.0", "d0"))).as("what people approved").isEqualTo(story.worked());
        assertThat(story.ends(ProcessKey.ROLL_BACK_RELEASE)).containsExactly("EndEvent_ReleaseRolledBack");
    }

    @Test
    void whatWasNotTouchedIsLeftAlone() {
        story.answer(Topic.ASSESS_STATE, Variable.TARGET_UNTOUCHED, true)
                .answer(Topic.ASSESS_TRAFFIC, Variable.TRAFFIC_UNTOUCHED, true);
        rollBack();
        assertThat(story.worked()).containsExactly("assess-state", "assess-traffic");
        assertThat(story.ends(ProcessKey.ROLL_BACK_RELEASE)).containsExactly("EndEvent_NothingToRollBack");
    }

    @Test
    void trafficThatWasShiftedIsRolledBackThoughTheTargetLooksUntouched() {
        story.answer(Topic.ASSESS_STATE, Variable.TARGET_UNTOUCHED, true);
        rollBack();
        assertThat(story.worked()).contains("shift-traffic");
    }

    private static List<String> planned(@Nullable Goal goal) {
        return planned(goal, false);
    }

    private static List<String> planned(@Nullable Goal goal, boolean restores) {
        return new WayBack(goal, Duration.ofMinutes(5), null, null, restores, null).steps();
    }

    private void rollBackWithItsData() {
        story.puttingDataBack(true)
                .start(
                        ProcessKey.ROLL_BACK_RELEASE,
                        Map.of(
                                "goalVersion",
                                "1.0.0",
                                "goalDigest",
                                "d0",
                                "phase",
                                "roll-back",
                                "rolledBackRelease",
                                "shop-1.1.0-staging-0"));
    }

    /** What users wrote since is given up by a person, before anything is put back, and looked at again afterwards. */
    @Test
    @Tag("AUTH-4")
    void aDatabaseIsPutBackOnceAnOrchestratorHasDecidedSo() {
        story.answer(Topic.MEASURE_DATA_LOSS, Variable.DATA_VERDICT, "fail")
                .answer(Topic.MEASURE_DATA_LOSS, Variable.DATA_VERDICT, "pass");
        rollBackWithItsData();
        assertThat(story.asked()).containsExactly("debugger", "orchestrator");
        assertThat(story.worked()).doesNotContain("restore-database", "start-instances");

        story.decide(Variable.STOP_DECISION, "restore");

        assertThat(story.worked())
                .filteredOn(topic -> !topic.contains("notify"))
                .isEqualTo(planned(new Goal("1.0.0", "d0"), true));
        assertThat(story.ends(ProcessKey.ROLL_BACK_RELEASE)).containsExactly("EndEvent_ReleaseRolledBack");
    }

    @Test
    @Tag("AUTH-4")
    void nothingIsPutBackThatNobodyDecided() {
        story.answer(Topic.MEASURE_DATA_LOSS, Variable.DATA_VERDICT, "unknown");
        rollBackWithItsData();
        story.decide(Variable.STOP_DECISION, "give-up");
        assertThat(story.worked()).doesNotContain("restore-database", "start-instances");
        assertThat(story.ends(ProcessKey.ROLL_BACK_RELEASE)).containsExactly("EndEvent_RollbackGivenUp");
    }

    /** Nobody says whether the plan puts it back: then it is looked at. */
    @Test
    @Tag("AUTH-4")
    void whatNobodySaysIsLookedAt() {
        story.answer(Topic.ASSESS_TRAFFIC, Variable.TRAFFIC_UNTOUCHED, false)
                .answer(Topic.MEASURE_DATA_LOSS, Variable.DATA_VERDICT, "unknown");
        rollBack();
        assertThat(story.worked()).contains("measure-data-loss").doesNotContain("start-instances");
        assertThat(story.asked()).containsExactly("debugger", "orchestrator");
    }

    @Test
    @Tag("ROLL-2")
    void aDatabaseThatIsAsItWasIsLeftAlone() {
        story.answer(Topic.MEASURE_DATA_LOSS, Variable.DATA_VERDICT, "pass");
        rollBackWithItsData();
        assertThat(story.asked()).isEmpty();
        assertThat(story.worked())
                .contains("measure-data-loss", "start-instances")
                .doesNotContain("restore-database");
        assertThat(story.ends(ProcessKey.ROLL_BACK_RELEASE)).containsExactly("EndEvent_ReleaseRolledBack");
    }

    @Test
    @Tag("GATE-1")
    void aFirstReleaseIsRemoved() {
        story.answer(Topic.STOP_INSTANCES, Variable.ENVIRONMENT_EMPTIED, true);
        story.start(ProcessKey.ROLL_BACK_RELEASE, Map.of());
        assertThat(story.worked())
                .containsExactly("assess-state", "assess-traffic", "drain-instances", "stop-instances");
        assertThat(planned(null)).as("what people approved").isEqualTo(story.worked());
        assertThat(story.ends(ProcessKey.ROLL_BACK_RELEASE)).containsExactly("EndEvent_EnvironmentEmptied");
    }

    @Test
    @Tag("AUTH-7")
    void aRollbackThatIsNotProvenIsEscalatedAndCheckedAgain() {
        story.answer(Topic.CHECK_HEALTH, Variable.HEALTH_VERDICT, "pass")
                .answer(Topic.CHECK_HEALTH, Variable.HEALTH_VERDICT, "unknown");
        rollBack();
        assertThat(story.asked()).containsExactly("debugger", "orchestrator");
        story.decide(Variable.STOP_DECISION, "re-check");
        assertThat(story.ends(ProcessKey.ROLL_BACK_RELEASE)).containsExactly("EndEvent_ReleaseRolledBack");
    }

    /** It is there, so nothing looks touched; but nobody has seen it serve. */
    @Test
    @Tag("CONF-2")
    @Tag("VERI-1")
    void afterAStopTheVersionIsVerifiedAgainThoughItIsThere() {
        story.answer(Topic.CHECK_HEALTH, Variable.HEALTH_VERDICT, "pass")
                .answer(Topic.CHECK_HEALTH, Variable.HEALTH_VERDICT, "unknown");
        rollBack();
        var before = story.worked().size();
        story.answer(Topic.ASSESS_STATE, Variable.TARGET_UNTOUCHED, true)
                .answer(Topic.ASSESS_TRAFFIC, Variable.TRAFFIC_UNTOUCHED, true);
        story.decide(Variable.STOP_DECISION, "re-check");
        assertThat(story.worked().subList(before, story.worked().size()))
                .endsWith("stop-instances", "check-health", "check-key-flows", "watch-monitoring", "judge-traffic");
        assertThat(story.ends(ProcessKey.ROLL_BACK_RELEASE)).containsExactly("EndEvent_ReleaseRolledBack");
    }

    @Test
    @Tag("NOT-3")
    void aRollbackThatIsNotPermittedIsEscalatedAndTriedAgain() {
        story.error(Topic.START_INSTANCES, ErrorCode.NOT_PERMITTED);
        rollBack();
        assertThat(story.asked()).containsExactly("debugger", "orchestrator");
        story.decide(Variable.STOP_DECISION, "re-check");
        assertThat(story.ends(ProcessKey.ROLL_BACK_RELEASE)).containsExactly("EndEvent_ReleaseRolledBack");
    }

    @Test
    void aConfirmedVersionThatDoesNotComeBackIsEscalatedAndGivenUp() {
        story.error(Topic.SHIFT_TRAFFIC, ErrorCode.BEHAVES_UNEXPECTEDLY);
        withinARelease();
        story.decide(Variable.STOP_DECISION, "give-up");
        assertThat(story.ends(ProcessKey.ROLL_BACK_RELEASE)).containsExactly("EndEvent_RollbackFailed");
    }

    @Test
    @Tag("AUTH-4")
    void oneThatPeopleStartedIsGivenUpWithoutAReleaseThatCouldCatchIt() {
        story.error(Topic.SHIFT_TRAFFIC, ErrorCode.BEHAVES_UNEXPECTEDLY);
        story.start(
                ProcessKey.ROLL_BACK_RELEASE,
                Map.of(
                        "goalVersion", "1.0.0",
                        "goalDigest", "d0",
                        "phase", "roll-back",
                        "rolledBackRelease", "shop-1.1.0-staging-0"));
        story.decide(Variable.STOP_DECISION, "give-up");
        assertThat(story.ends(ProcessKey.ROLL_BACK_RELEASE)).containsExactly("EndEvent_RollbackGivenUp");
        assertThat(story.ownValue(Variable.OUTCOME)).isEqualTo("stopped");
    }
}
