package io.slipway.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.ProcessKey;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import java.util.Map;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The answer is in the verdicts, and there is none without looking. */
class VerifyReleaseStoryTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension ENGINE = Models.walkedWholly(ProcessKey.VERIFY_RELEASE);

    private Story story = untold();

    @BeforeEach
    void deploy() {
        Models.deploy(ENGINE.getProcessEngine());
        story = untold();
    }

    private void verify(String phase) {
        story.start(ProcessKey.VERIFY_RELEASE, Map.of("phase", phase));
    }

    private static Story untold() {
        return new Story(ENGINE.getProcessEngine());
    }

    @Test
    @Tag("VERI-1")
    void anUnhealthyReleaseIsNotWatchedAnyLonger() {
        story.answer(Topic.CHECK_HEALTH, Variable.HEALTH_VERDICT, "fail");
        verify("verify");
        assertThat(story.worked()).containsExactly("check-health", "check-key-flows");
        assertThat(story.value(Variable.TRAFFIC_VERDICT)).isNull();
        assertThat(story.ends(ProcessKey.VERIFY_RELEASE)).containsExactly("EndEvent_ReleaseUnfit");
    }

    @Test
    @Tag("VERI-3")
    void aReleaseWhoseKeyFlowsFailIsNotWatchedAnyLonger() {
        story.answer(Topic.CHECK_KEY_FLOWS, Variable.KEY_FLOWS_VERDICT, "unknown");
        verify("verify");
        assertThat(story.ends(ProcessKey.VERIFY_RELEASE)).containsExactly("EndEvent_ReleaseUnfit");
    }

    @Test
    void trafficIsWatchedUntilThereIsAVerdict() {
        story.answer(Topic.JUDGE_TRAFFIC, Variable.TRAFFIC_VERDICT, "unknown", Variable.OBSERVATION_ENDED, false)
                .answer(Topic.JUDGE_TRAFFIC, Variable.TRAFFIC_VERDICT, "unknown", Variable.OBSERVATION_ENDED, false);
        verify("verify");
        assertThat(story.worked())
                .containsExactly(
                        "check-health",
                        "check-key-flows",
                        "watch-monitoring",
                        "judge-traffic",
                        "watch-monitoring",
                        "judge-traffic",
                        "watch-monitoring",
                        "judge-traffic",
                        "check-logs");
        assertThat(story.value(Variable.TRAFFIC_VERDICT)).isEqualTo("pass");
        assertThat(story.ends(ProcessKey.VERIFY_RELEASE)).containsExactly("EndEvent_ReleaseJudged");
    }

    /** Who meets bad answers waits for no reading. */
    @Test
    @Tag("ROLL-2")
    void badTrafficIsAnsweredBeforeAnybodyReadsLogs() {
        story.answer(Topic.JUDGE_TRAFFIC, Variable.TRAFFIC_VERDICT, "fail", Variable.OBSERVATION_ENDED, true);
        verify("verify");
        assertThat(story.worked()).endsWith("judge-traffic");
        assertThat(story.value(Variable.LOGS_VERDICT)).isNull();
        assertThat(story.ends(ProcessKey.VERIFY_RELEASE)).containsExactly("EndEvent_JudgedByTrafficAlone");
    }

    @Test
    @Tag("VERI-2")
    void whatIsBroughtBackWasConfirmedWithWhatItLogs() {
        verify("roll-back");
        assertThat(story.worked()).endsWith("judge-traffic");
        assertThat(story.value(Variable.TRAFFIC_VERDICT)).isEqualTo("pass");
        assertThat(story.ends(ProcessKey.VERIFY_RELEASE)).containsExactly("EndEvent_JudgedByTrafficAlone");
    }

    /** It does not wait for the end of the observation. */
    @Test
    @Tag("DEPL-2")
    @Tag("ANTI-5")
    void anAlertEndsTheWatchAtOnce() {
        story.answer(Topic.JUDGE_TRAFFIC, Variable.TRAFFIC_VERDICT, "unknown", Variable.OBSERVATION_ENDED, false)
                .answer(Topic.WATCH_MONITORING, Variable.WATCH_VERDICT, "unknown")
                .answer(Topic.WATCH_MONITORING, Variable.WATCH_VERDICT, "fail");
        story.always(Topic.JUDGE_TRAFFIC, Variable.OBSERVATION_ENDED, false);
        verify("verify");
        assertThat(story.worked().stream().filter("watch-monitoring"::equals)).hasSize(2);
        assertThat(story.ends(ProcessKey.VERIFY_RELEASE)).containsExactly("EndEvent_JudgedByTrafficAlone");
    }

    @Test
    @Tag("DEPL-2")
    void whatNobodyWatchedToTheEndIsNotReadOn() {
        story.answer(Topic.WATCH_MONITORING, Variable.WATCH_VERDICT, "unknown");
        verify("verify");
        assertThat(story.value(Variable.LOGS_VERDICT)).isNull();
        assertThat(story.ends(ProcessKey.VERIFY_RELEASE)).containsExactly("EndEvent_JudgedByTrafficAlone");
    }
}
