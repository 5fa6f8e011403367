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

/** A stop is left by a decision, or by none in time. */
class EscalateStopStoryTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension ENGINE = Models.walkedWholly(ProcessKey.ESCALATE_STOP);

    private Story story = untold();

    @BeforeEach
    void deploy() {
        Models.deploy(ENGINE.getProcessEngine());
        story = untold();
    }

    private static Story untold() {
        return new Story(ENGINE.getProcessEngine());
    }

    @Test
    @Tag("GATE-6")
    void peopleAreToldAndOneDecides() {
        story.start(ProcessKey.ESCALATE_STOP, Map.of("phase", "prepare"));
        assertThat(story.worked()).containsExactly("notify-people");
        assertThat(story.asked()).containsExactly("orchestrator", "release-manager");
        story.decide(Variable.STOP_DECISION, "re-check");
        assertThat(story.ends(ProcessKey.ESCALATE_STOP)).contains("EndEvent_StopResolved");
    }

    /** A mail that cannot be delivered holds up nobody. */
    @Test
    @Tag("AUTH-7")
    void whoeverDecidesBeforePeopleWereToldNeedNotWait() {
        story.silent(Topic.NOTIFY_PEOPLE);
        story.start(ProcessKey.ESCALATE_STOP, Map.of("phase", "prepare"));
        story.decide(Variable.STOP_DECISION, "re-check");
        assertThat(story.ends(ProcessKey.ESCALATE_STOP)).containsExactly("EndEvent_StopResolved");
        assertThat(story.ended()).isTrue();
    }

    @Test
    @Tag("AUTH-7")
    void aStopLapsesThoughPeopleCannotBeTold() {
        story.silent(Topic.NOTIFY_PEOPLE).silent(Topic.TELL_OTHERS);
        story.start(ProcessKey.ESCALATE_STOP, Map.of("phase", "prepare"));
        story.due("BoundaryEvent_ReminderDue");
        story.due("BoundaryEvent_EscalationDue");
        story.due("BoundaryEvent_DecisionLapsed");
        assertThat(story.ends(ProcessKey.ESCALATE_STOP)).containsExactly("EndEvent_StopLapsed");
        assertThat(story.ended()).isTrue();
    }

    /** The first news, and the reminder: others are told of each, and whoever may decide still may. */
    @Test
    @Tag("AUTH-7")
    void whatCannotBeToldIsToldToOthers() {
        story.error(Topic.NOTIFY_PEOPLE, ErrorCode.NOT_TOLD).error(Topic.NOTIFY_PEOPLE, ErrorCode.NOT_TOLD);
        story.start(ProcessKey.ESCALATE_STOP, Map.of("phase", "back-up"));
        assertThat(story.worked()).containsExactly("notify-people", "tell-others");
        assertThat(story.value(Variable.NEWS)).isEqualTo("stop-untold");
        assertThat(story.value(Variable.TOLD_ROLES)).isEqualTo("release-manager,ops");
        assertThat(story.value(Variable.UNDELIVERED)).isEqualTo("as told");
        story.due("BoundaryEvent_ReminderDue");
        assertThat(story.worked()).endsWith("notify-people", "tell-others");
        assertThat(story.asked()).containsExactly("orchestrator");
        story.decide(Variable.STOP_DECISION, "re-check");
        assertThat(story.ends(ProcessKey.ESCALATE_STOP)).contains("EndEvent_OthersTold", "EndEvent_StopResolved");
    }

    @Test
    void aStopIsRemindedEscalatedAndGivenUpAtTheDeadline() {
        story.start(ProcessKey.ESCALATE_STOP, Map.of("phase", "somewhere else"));
        assertThat(story.asked()).containsExactly("orchestrator");
        story.due("BoundaryEvent_ReminderDue");
        assertThat(story.value(Variable.NEWS)).isEqualTo("stop-waits");
        story.due("BoundaryEvent_EscalationDue");
        assertThat(story.value(Variable.NEWS)).isEqualTo("stop-overdue");
        assertThat(story.value(Variable.TOLD_ROLES)).isEqualTo("orchestrator,release-manager,ops");
        assertThat(story.worked()).containsExactly("notify-people", "notify-people", "tell-others");
        story.due("BoundaryEvent_DecisionLapsed");
        assertThat(story.asked()).isEmpty();
        assertThat(story.value(Variable.STOP_DECISION)).isEqualTo("give-up");
        assertThat(story.ends(ProcessKey.ESCALATE_STOP)).contains("EndEvent_StopLapsed");
    }
}
