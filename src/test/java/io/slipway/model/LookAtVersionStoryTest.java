package io.slipway.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.ProcessKey;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import java.util.Map;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LookAtVersionStoryTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension ENGINE = Models.walkedWholly(ProcessKey.LOOK_AT_VERSION);

    @Test
    @Tag("DEPL-2")
    void monitoringIsLookedAtFirstSoThatTheComparisonKnowsWhetherItSees() {
        Models.deploy(ENGINE.getProcessEngine());
        var story = new Story(ENGINE.getProcessEngine());
        story.answer(Topic.WATCH_MONITORING, Variable.WATCH_VERDICT, "unknown");

        story.start(ProcessKey.LOOK_AT_VERSION, Map.of());

        assertThat(story.worked()).containsExactly("watch-monitoring", "compare-versions");
        assertThat(story.ends(ProcessKey.LOOK_AT_VERSION)).containsExactly("EndEvent_VersionLookedAt");
    }
}
