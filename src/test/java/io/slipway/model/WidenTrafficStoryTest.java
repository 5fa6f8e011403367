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

/** A new version gets more as long as nothing is against it, and all of it only when it is proven or a person says so. */
class WidenTrafficStoryTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension ENGINE = Models.walkedWholly(ProcessKey.WIDEN_TRAFFIC);

    private Story story = untold();

    @BeforeEach
    void deploy() {
        Models.deploy(ENGINE.getProcessEngine());
        story = untold();
    }

    private static Story untold() {
        return new Story(ENGINE.getProcessEngine());
    }

    private Story found(String comparison) {
        return story.answer(Topic.COMPARE_VERSIONS, Variable.COMPARISON, comparison);
    }

    private void release() {
        story.stepByStep("10, 50")
                .start(ProcessKey.RELEASE, Map.of("confirmedVersion", "1.0.0", "confirmedDigest", "d0"));
    }

    private void assertRolledBackWithoutMore(String end) {
        assertThat(story.ends(ProcessKey.WIDEN_TRAFFIC)).containsExactly(end);
        assertThat(story.worked().subList(0, story.worked().indexOf("assess-state")))
                .doesNotContain("shift-traffic", "confirm-release");
        assertThat(story.ends(ProcessKey.RELEASE)).containsExactly("EndEvent_ReleaseRolledBack");
    }

    @Test
    @Tag("DEPL-1")
    @Tag("CHECK-7")
    void eachShareIsWatchedUntilItMayBeWidenedAndAllOfItComesWhenItIsProven() {
        found("watch");
        found("widen");
        found("watch");
        found("proven");

        release();

        assertThat(story.worked().stream()
                        .filter(topic -> topic.startsWith("shift") || topic.equals("compare-versions"))
                        .toList())
                .containsExactly(
                        "shift-share",
                        "compare-versions",
                        "compare-versions",
                        "shift-share",
                        "compare-versions",
                        "compare-versions",
                        "shift-traffic");
        assertThat(story.ends(ProcessKey.WIDEN_TRAFFIC)).containsExactly("EndEvent_TrafficWidened");
        assertThat(story.ends(ProcessKey.RELEASE)).containsExactly("EndEvent_ReleaseConfirmed");
    }

    @Test
    @Tag("VERI-3")
    @Tag("GATE-5")
    void whoseKeyFlowsAreNotKnownToWorkMeetsNoUser() {
        story.answer(Topic.CHECK_KEY_FLOWS, Variable.KEY_FLOWS_VERDICT, "unknown");

        release();

        assertThat(story.worked().subList(0, story.worked().indexOf("assess-state")))
                .doesNotContain("shift-share", "shift-traffic");
        assertRolledBackWithoutMore("EndEvent_VersionUnfit");
    }

    @Test
    @Tag("CONF-2")
    @Tag("GATE-5")
    void whatIsWorseIsTakenBackAtOnce() {
        found("stop");

        release();

        assertRolledBackWithoutMore("EndEvent_VersionBehavesUnexpectedly");
    }

    @Test
    @Tag("DEPL-2")
    void anAlertTakesItBackThoughTheComparisonFindsNothing() {
        found("widen");
        story.answer(Topic.WATCH_MONITORING, Variable.WATCH_VERDICT, "fail");

        release();

        assertRolledBackWithoutMore("EndEvent_VersionBehavesUnexpectedly");
    }

    @Test
    @Tag("GATE-5")
    void aWordThatNobodyKnowsIsNoPass() {
        found("fine");

        release();

        assertRolledBackWithoutMore("EndEvent_VersionBehavesUnexpectedly");
    }

    @Test
    @Tag("CHECK-7")
    void whatIsNotDecidedAPersonDecides() {
        found("ask");
        release();
        assertThat(story.asked()).containsExactly("orchestrator");

        story.decide(Variable.STOP_DECISION, "go-on");

        assertThat(story.ends(ProcessKey.WIDEN_TRAFFIC)).containsExactly("EndEvent_WideningDecided");
        assertThat(story.ends(ProcessKey.RELEASE)).containsExactly("EndEvent_ReleaseConfirmed");
    }

    @Test
    void whoeverLetsItBeWatchedOnWatchesTheSameShareOn() {
        found("ask");
        found("proven");
        release();

        story.decide(Variable.STOP_DECISION, "re-check");

        assertThat(story.worked()).filteredOn("shift-share"::equals).hasSize(1);
        assertThat(story.ends(ProcessKey.WIDEN_TRAFFIC)).containsExactly("EndEvent_TrafficWidened");
    }

    @Test
    @Tag("CONF-2")
    void whoeverGivesItUpTakesItBack() {
        found("ask");
        release();

        story.decide(Variable.STOP_DECISION, "give-up");

        assertRolledBackWithoutMore("EndEvent_VersionGivenUp");
    }

    @Test
    @Tag("CONF-2")
    void ifNobodyDecidesInTimeItIsTakenBack() {
        found("ask");
        release();

        story.due("BoundaryEvent_DecisionLapsed");

        assertRolledBackWithoutMore("EndEvent_VersionGivenUp");
    }

    @Test
    @Tag("DEPL-2")
    void itIsWatchedWhileAPersonIsAskedAndTakenBackWithoutThem() {
        found("ask");
        release();
        found("ask");
        story.due("BoundaryEvent_LookDueMeanwhile");
        assertThat(story.asked()).containsExactly("orchestrator");

        story.answer(Topic.WATCH_MONITORING, Variable.WATCH_VERDICT, "fail");
        story.due("BoundaryEvent_LookDueMeanwhile");

        assertThat(story.asked()).isEmpty();
        assertThat(story.ends(ProcessKey.WIDEN_TRAFFIC))
                .containsExactly("EndEvent_Looked", "EndEvent_VersionTurnedBad");
        assertThat(story.ends(ProcessKey.RELEASE)).containsExactly("EndEvent_ReleaseRolledBack");
    }

    @Test
    @Tag("DEPL-2")
    void whatTurnsOutWorseWhileAPersonIsAskedIsTakenBack() {
        found("ask");
        release();
        found("stop");

        story.due("BoundaryEvent_LookDueMeanwhile");

        assertRolledBackWithoutMore("EndEvent_VersionTurnedBad");
    }

    @Test
    @Tag("GATE-5")
    void aWordThatNobodyKnowsTakesItBackWhileAPersonIsAskedToo() {
        found("ask");
        release();
        found("fine");

        story.due("BoundaryEvent_LookDueMeanwhile");

        assertRolledBackWithoutMore("EndEvent_VersionTurnedBad");
    }

    @Test
    @Tag("CHECK-7")
    void whatIsProvenWhileAPersonIsAskedIsStillTheirs() {
        found("ask");
        release();
        found("proven");

        story.due("BoundaryEvent_LookDueMeanwhile");

        assertThat(story.asked()).containsExactly("orchestrator");
    }

    @Test
    @Tag("GATE-5")
    void aShareThatCannotBeGivenIsTakenBack() {
        story.error(Topic.SHIFT_SHARE, ErrorCode.BEHAVES_UNEXPECTEDLY);

        release();

        assertThat(story.worked().subList(0, story.worked().indexOf("assess-state")))
                .doesNotContain("compare-versions", "shift-traffic");
        assertThat(story.ends(ProcessKey.RELEASE)).containsExactly("EndEvent_ReleaseRolledBack");
    }
}
