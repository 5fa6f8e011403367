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

/** One role is asked: a yes, a no, or nobody says anything. */
class AskApprovalStoryTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension ENGINE = Models.walkedWholly(ProcessKey.ASK_APPROVAL);

    private Story story = untold();

    @BeforeEach
    void askAnOrchestrator() {
        Models.deploy(ENGINE.getProcessEngine());
        story = untold();
    }

    private static Story untold() {
        return new Story(ENGINE.getProcessEngine());
    }

    private void ask() {
        story.start(ProcessKey.RELEASE, Map.of("requestedClass", "high"));
        assertThat(story.asked()).containsExactly("orchestrator");
    }

    @Test
    @Tag("ROLE-1")
    void peopleAreToldAndWhatIsApprovedGoesOn() {
        ask();
        assertThat(story.worked()).endsWith("notify-people");
        story.decide(Variable.APPROVAL_DECISION, "approve");
        assertThat(story.ends(ProcessKey.ASK_APPROVAL))
                .containsExactlyInAnyOrder("EndEvent_PeopleNotified", "EndEvent_ApprovalGiven");
        assertThat(story.worked()).contains("preserve-version");
    }

    @Test
    @Tag("ROLE-1")
    void whatIsRejectedIsNotPrepared() {
        ask();
        story.decide(Variable.APPROVAL_DECISION, "reject");
        assertThat(story.ends(ProcessKey.ASK_APPROVAL)).contains("EndEvent_ApprovalRefused");
        assertThat(story.ends(ProcessKey.PREPARE_RELEASE)).containsExactly("EndEvent_ReleaseNotApproved");
    }

    @Test
    @Tag("AUTH-7")
    void anApprovalIsRemindedEscalatedAndLapses() {
        ask();
        story.due("BoundaryEvent_ReminderDue");
        assertThat(story.value(Variable.NEWS)).isEqualTo("approval-waits");
        story.due("BoundaryEvent_EscalationDue");
        assertThat(story.value(Variable.NEWS)).isEqualTo("approval-overdue");
        assertThat(story.value(Variable.TOLD_ROLES)).isEqualTo("orchestrator,release-manager,ops");
        assertThat(story.worked()).endsWith("notify-people", "notify-people", "tell-others");
        assertThat(story.worked()).doesNotContain("preserve-version");
        story.due("BoundaryEvent_ApprovalLapsed");
        assertThat(story.ends(ProcessKey.ASK_APPROVAL)).contains("EndEvent_ApprovalRefused");
        assertThat(story.ends(ProcessKey.PREPARE_RELEASE)).containsExactly("EndEvent_ReleaseNotApproved");
    }

    @Test
    @Tag("AUTH-7")
    void whatCannotBeToldIsToldToOthers() {
        story.error(Topic.NOTIFY_PEOPLE, ErrorCode.NOT_TOLD);
        ask();
        assertThat(story.worked()).endsWith("notify-people", "tell-others");
        assertThat(story.value(Variable.NEWS)).isEqualTo("approval-untold");
        assertThat(story.value(Variable.TOLD_ROLES)).isEqualTo("release-manager,ops");
        story.decide(Variable.APPROVAL_DECISION, "approve");
        assertThat(story.ends(ProcessKey.ASK_APPROVAL)).contains("EndEvent_OthersTold", "EndEvent_ApprovalGiven");
    }

    @Test
    @Tag("AUTH-7")
    void itLapsesThoughPeopleCannotBeTold() {
        story.silent(Topic.NOTIFY_PEOPLE).silent(Topic.TELL_OTHERS);
        ask();
        story.due("BoundaryEvent_ReminderDue");
        story.due("BoundaryEvent_EscalationDue");
        story.due("BoundaryEvent_ApprovalLapsed");
        assertThat(story.ends(ProcessKey.PREPARE_RELEASE)).containsExactly("EndEvent_ReleaseNotApproved");
    }
}
