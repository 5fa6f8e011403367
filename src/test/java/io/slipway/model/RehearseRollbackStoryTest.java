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
        story = serving(false);
    }

    /** What is confirmed serves, and a rollback of it puts its database back or does not, as Slipway tells the rehearsal. */
    private static Story serving(boolean restores) {
        return untold().answer(Topic.ASSESS_STATE, Variable.TARGET_UNTOUCHED, true, Variable.RESTORE_PLANNED, restores);
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
                        "watch-monitoring",
                        "judge-traffic",
                        "return-database",
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
        assertThat(story.worked()).contains("return-database", "assess-traffic", "stop-instances");
        assertEnd("EndEvent_RehearsalFailed", "stopped");
    }

    @Test
    @Tag("BACK-3")
    void whereARollbackPutsTheDatabaseBackTheRehearsalDoesAndReturnsIt() {
        story = serving(true);
        rehearse();
        assertThat(story.worked())
                .startsWith("assess-state", "rehearse-restore", "start-instances", "check-health", "shift-traffic")
                .containsSubsequence("judge-traffic", "return-database", "assess-state", "start-instances")
                .doesNotContain("measure-data-loss", "restore-database");
        assertEnd("EndEvent_RehearsalPassed", "rehearsed");
    }

    @Test
    @Tag("BACK-3")
    void nothingIsBroughtOntoADatabaseThatIsNotKnownToBePutBack() {
        story = serving(true).answer(Topic.REHEARSE_RESTORE, Variable.DATA_VERDICT, "unknown");
        rehearse();
        assertThat(story.worked())
                .startsWith("assess-state", "rehearse-restore", "return-database", "assess-state", "assess-traffic");
        assertEnd("EndEvent_RehearsalFailed", "stopped");
    }

    /** The confirmed version is not started on what is not its own. */
    @Test
    @Tag("AUTH-7")
    void whereTheDatabaseDoesNotComeBackPeopleAreAsked() {
        story = serving(true)
                .answer(Topic.RETURN_DATABASE, Variable.RETURN_VERDICT, "unknown")
                .answer(Topic.RETURN_DATABASE, Variable.RETURN_VERDICT, "unknown");
        rehearse();
        assertThat(story.asked()).containsExactly("debugger", "orchestrator");
        story.decide(Variable.STOP_DECISION, "re-check");
        assertThat(story.worked()).doesNotContain("assess-traffic");
        story.decide(Variable.STOP_DECISION, "re-check");
        assertThat(story.ends(ProcessKey.ROLL_BACK_RELEASE)).containsExactly("EndEvent_ReleaseRolledBack");
        assertEnd("EndEvent_RehearsalPassed", "rehearsed");
    }

    @Test
    @Tag("AUTH-7")
    void orGiveUpAndThenNothingMoreIsBrought() {
        story = serving(true).answer(Topic.RETURN_DATABASE, Variable.RETURN_VERDICT, "fail");
        rehearse();
        story.decide(Variable.STOP_DECISION, "give-up");
        assertThat(story.worked()).doesNotContain("assess-traffic");
        assertEnd("EndEvent_DatabaseNotReturned", "stopped");
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
