package io.slipway.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.ProcessKey;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The way back is proven before anything is changed. */
class BackUpReleaseStoryTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension ENGINE = Models.walkedWholly(ProcessKey.BACK_UP_RELEASE);

    private Story story = untold();

    @BeforeEach
    void deploy() {
        Models.deploy(ENGINE.getProcessEngine());
        story = untold();
    }

    private static Story untold() {
        return new Story(ENGINE.getProcessEngine());
    }

    /** A release that everybody agrees to. */
    private void release(@Nullable String kinds) {
        story.answer(Topic.COLLECT_FACTS, Variable.CHANGE_KINDS, kinds, Variable.ARTIFACT_DIGEST, "d1");
        story.start(ProcessKey.RELEASE, Map.of());
        while (!story.worked().contains("preserve-version")) {
            story.decide(Variable.APPROVAL_DECISION, "approve");
        }
    }

    @Test
    @Tag("BACK-3")
    void aProvenWayBackLetsTheReleaseGoOn() {
        story.start(ProcessKey.RELEASE, Map.of());
        assertThat(story.worked())
                .containsSubsequence("preserve-version", "prove-rollback-path", "check-monitoring", "start-instances");
        assertThat(story.ends(ProcessKey.BACK_UP_RELEASE)).containsExactly("EndEvent_ReleaseBackedUp");
    }

    @Test
    @Tag("BACK-1")
    void aVersionThatIsNotPreservedStops() {
        story.answer(Topic.PRESERVE_VERSION, Variable.PRESERVATION_VERDICT, "fail");
        story.start(ProcessKey.RELEASE, Map.of());
        assertThat(story.ends(ProcessKey.BACK_UP_RELEASE)).containsExactly("EndEvent_ReleaseNotBackedUp");
    }

    /** What was watched in Prepare may alarm by the time that somebody has approved. */
    @Test
    @Tag("GATE-2")
    @Tag("ANTI-5")
    void monitoringThatHasGoneOrAlarmsSinceStops() {
        for (var verdict : List.of("fail", "unknown")) {
            story = untold();
            story.answer(Topic.CHECK_MONITORING, Variable.MONITORING_VERDICT, "pass");
            story.answer(Topic.CHECK_MONITORING, Variable.MONITORING_VERDICT, verdict);
            story.start(ProcessKey.RELEASE, Map.of());
            assertThat(story.ends(ProcessKey.BACK_UP_RELEASE)).containsExactly("EndEvent_ReleaseNotBackedUp");
            assertThat(story.worked()).doesNotContain("start-instances");
        }
    }

    @Test
    @Tag("BACK-2")
    @Tag("AUTH-5")
    void whereADatabaseMayChangeItIsBackedUpAndTheBackupRestored() {
        for (var kinds : Arrays.asList("database", "database, source", "source, unclear", "", " ", null)) {
            story = untold();
            release(kinds);
            assertThat(story.worked())
                    .as("changes: %s", kinds)
                    .containsSubsequence(
                            "preserve-version", "back-up-database", "prove-restore", "prove-rollback-path");
            assertThat(story.ends(ProcessKey.BACK_UP_RELEASE)).containsExactly("EndEvent_ReleaseBackedUp");
        }
        for (var kinds : List.of("source", "configuration, dependencies, infrastructure, scaling", "nothing")) {
            story = untold();
            release(kinds);
            assertThat(story.worked())
                    .as("changes: %s", kinds)
                    .contains("prove-rollback-path")
                    .doesNotContain("back-up-database", "prove-restore");
        }
    }

    @Test
    @Tag("BACK-2")
    void aBackupThatIsNotMadeOrNotProvenStops() {
        for (var verdict : List.of("fail", "unknown")) {
            story = untold();
            story.answer(Topic.BACK_UP_DATABASE, Variable.BACKUP_VERDICT, verdict);
            release("database");
            assertThat(story.ends(ProcessKey.BACK_UP_RELEASE)).containsExactly("EndEvent_ReleaseNotBackedUp");
            story = untold();
            story.answer(Topic.PROVE_RESTORE, Variable.RESTORE_VERDICT, verdict);
            release("database");
            assertThat(story.ends(ProcessKey.BACK_UP_RELEASE)).containsExactly("EndEvent_ReleaseNotBackedUp");
            assertThat(story.worked()).doesNotContain("prove-rollback-path", "start-instances");
        }
    }

    @Test
    @Tag("BACK-3")
    void aWayBackThatIsNotKnownStops() {
        story.answer(Topic.PROVE_ROLLBACK_PATH, Variable.ROLLBACK_PATH_VERDICT, "unknown");
        story.start(ProcessKey.RELEASE, Map.of());
        assertThat(story.ends(ProcessKey.BACK_UP_RELEASE)).containsExactly("EndEvent_ReleaseNotBackedUp");
    }
}
