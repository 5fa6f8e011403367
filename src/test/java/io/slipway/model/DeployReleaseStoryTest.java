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

/** The goal is started beside what runs, looked at, and only then given the traffic. */
class DeployReleaseStoryTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension ENGINE = Models.walkedWholly(ProcessKey.DEPLOY_RELEASE);

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
    @Tag("DEPL-1")
    void instancesAreLookedAtBeforeTheyGetTheTraffic() {
        story.start(ProcessKey.RELEASE, Map.of());
        assertThat(story.worked())
                .containsSubsequence("start-instances", "check-health", "shift-traffic", "drain-instances");
        assertThat(story.ends(ProcessKey.DEPLOY_RELEASE)).containsExactly("EndEvent_ReleaseDeployed");
    }

    @Test
    @Tag("DEPL-1")
    void whereThePlanSaysStepByStepTheTrafficIsWidenedBeforeAllOfItIsShifted() {
        story.stepByStep("10, 50").start(ProcessKey.RELEASE, Map.of());
        assertThat(story.worked())
                .containsSubsequence(
                        "start-instances",
                        "check-health",
                        "check-key-flows",
                        "shift-share",
                        "watch-monitoring",
                        "compare-versions",
                        "shift-traffic",
                        "drain-instances");
        assertThat(story.ends(ProcessKey.DEPLOY_RELEASE)).containsExactly("EndEvent_ReleaseDeployed");
    }

    @Test
    @Tag("ROLL-2")
    void aRollbackTakesNoSteps() {
        story.answer(Topic.JUDGE_TRAFFIC, Variable.TRAFFIC_VERDICT, "fail", Variable.OBSERVATION_ENDED, true);
        story.stepByStep("10").start(ProcessKey.RELEASE, Map.of("confirmedVersion", "1.0.0", "confirmedDigest", "d0"));
        assertThat(story.worked()).filteredOn("shift-share"::equals).hasSize(1);
        assertThat(story.worked()
                        .subList(
                                story.worked().indexOf("assess-state"),
                                story.worked().size()))
                .contains("shift-traffic")
                .doesNotContain("shift-share");
    }

    @Test
    @Tag("GATE-5")
    void instancesThatAreNotKnownToBeHealthyGetNoTraffic() {
        story.answer(Topic.CHECK_HEALTH, Variable.HEALTH_VERDICT, "unknown");
        story.start(ProcessKey.RELEASE, Map.of());
        assertThat(story.worked().subList(0, story.worked().indexOf("assess-state")))
                .doesNotContain("shift-traffic");
        assertThat(story.ends(ProcessKey.DEPLOY_RELEASE)).startsWith("EndEvent_InstancesBehaveUnexpectedly");
    }
}
