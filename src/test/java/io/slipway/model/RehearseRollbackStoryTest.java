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

/** To the version before and back, for real; and back in any case. */
@Tag("ROLL-4")
class RehearseRollbackStoryTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension ENGINE = Models.walkedWholly(ProcessKey.REHEARSE_ROLLBACK);

    private Story story = untold();

    @BeforeEach
    void deploy() {
        Models.deploy(ENGINE.getProcessEngine());
        story = untold().answer(Topic.ASSESS_STATE, Variable.TARGET_UNTOUCHED, true);
    }

    private static Story untold() {
        return new Story(ENGINE.getProcessEngine());
    }

    private void rehearse() {
        story.start(
                ProcessKey.REHEARSE_ROLLBACK,
                Map.of(
                        "confirmedVersion", "1.1.0",
                        "confirmedDigest", "d1",
                        "otherVersion", "1.0.0",
                        "otherDigest", "d0"));
    }

    private void assertEnd(String end, String outcome) {
        assertThat(story.ends(ProcessKey.REHEARSE_ROLLBACK)).containsExactly(end);
        assertThat(story.ownValue(Variable.OUTCOME)).isEqualTo(outcome);
    }

    @Test
    void theVersionBeforeComesAndTheRollbackTakesItAway() {
        rehearse();
        assertThat(story.worked())
                .containsExactly(
                        "assess-state",
                        "start-instances",
                        "check-health",
                        "shift-traffic",
                        "drain-instances",
                        "check-health",
                        "check-key-flows",
                        "judge-traffic",
                        "assess-state",
                        "assess-traffic",
                        "start-instances",
                        "check-health",
                        "shift-traffic",
                        "drain-instances",
                        "stop-instances",
                        "check-health",
                        "check-key-flows",
                        "judge-traffic");
        assertThat(story.ends(ProcessKey.ROLL_BACK_RELEASE)).containsExactly("EndEvent_ReleaseRolledBack");
        assertEnd("EndEvent_RehearsalPassed", "rehearsed");
    }

    @Test
    void whereSomethingElseRunsNothingIsBrought() {
        story = untold();
        rehearse();
        assertThat(story.worked()).containsExactly("assess-state");
        assertEnd("EndEvent_NothingRehearsed", "stopped");
    }

    @Test
    @Tag("NOT-3")
    void whatIsNotPermittedIsRolledBackAndWasNoRehearsal() {
        story.error(Topic.START_INSTANCES, ErrorCode.NOT_PERMITTED);
        rehearse();
        assertThat(story.worked()).contains("assess-traffic", "stop-instances");
        assertEnd("EndEvent_RehearsalFailed", "stopped");
    }

    @Test
    void aVersionThatBehavesUnexpectedlyIsRolledBackAndWasNoRehearsal() {
        story.error(Topic.SHIFT_TRAFFIC, ErrorCode.BEHAVES_UNEXPECTEDLY);
        rehearse();
        assertThat(story.ends(ProcessKey.ROLL_BACK_RELEASE)).containsExactly("EndEvent_ReleaseRolledBack");
        assertEnd("EndEvent_RehearsalFailed", "stopped");
    }

    @Test
    void aVersionThatIsNotHealthyBehindTheSwitchIsRolledBackAndWasNoRehearsal() {
        story.answer(Topic.CHECK_HEALTH, Variable.HEALTH_VERDICT, "pass")
                .answer(Topic.CHECK_HEALTH, Variable.HEALTH_VERDICT, "unknown");
        rehearse();
        assertThat(story.ends(ProcessKey.ROLL_BACK_RELEASE)).containsExactly("EndEvent_ReleaseRolledBack");
        assertEnd("EndEvent_RehearsalFailed", "stopped");
    }

    @Test
    @Tag("AUTH-7")
    void aRollbackThatDoesNotWorkIsEscalatedAndTheRehearsalFails() {
        story.answer(Topic.CHECK_HEALTH, Variable.HEALTH_VERDICT, "pass")
                .answer(Topic.CHECK_HEALTH, Variable.HEALTH_VERDICT, "pass")
                .answer(Topic.CHECK_HEALTH, Variable.HEALTH_VERDICT, "fail");
        rehearse();
        assertThat(story.asked()).containsExactly("debugger", "orchestrator");
        story.decide(Variable.STOP_DECISION, "give-up");
        assertEnd("EndEvent_RehearsalFailed", "stopped");
    }

    @Test
    void norDoesItPassWhereNotEvenTheRollbackOfAFailedOneWorks() {
        story.answer(Topic.CHECK_HEALTH, Variable.HEALTH_VERDICT, "fail")
                .answer(Topic.CHECK_HEALTH, Variable.HEALTH_VERDICT, "fail");
        rehearse();
        story.decide(Variable.STOP_DECISION, "give-up");
        assertEnd("EndEvent_RehearsalFailed", "stopped");
    }
}
