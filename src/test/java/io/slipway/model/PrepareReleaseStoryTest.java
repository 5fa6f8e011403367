package io.slipway.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.ProcessKey;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import java.util.List;
import java.util.Map;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nothing goes on that is not proven. */
class PrepareReleaseStoryTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension ENGINE = Models.walkedWholly(ProcessKey.PREPARE_RELEASE);

    private Story story = untold();

    @BeforeEach
    void deploy() {
        Models.deploy(ENGINE.getProcessEngine());
        story = untold();
    }

    private static Story untold() {
        return new Story(ENGINE.getProcessEngine());
    }

    /** Whatever it answers but a pass. */
    private void assertStops(Topic check, Variable<String> verdict) {
        for (var answer : List.of("fail", "unknown", "")) {
            story = untold();
            story.answer(check, verdict, answer);
            prepare(Map.of());
            assertThat(story.ends(ProcessKey.PREPARE_RELEASE))
                    .as("%s answers '%s'", check, answer)
                    .containsExactly("EndEvent_ReleaseNotPrepared");
        }
    }

    private void prepare(Map<String, Object> more) {
        story.start(ProcessKey.RELEASE, Map.copyOf(more));
    }

    @Test
    @Tag("CLASS-3")
    void anApplicationReleaseWhoseChecksPassNeedsNobody() {
        prepare(Map.of());
        assertThat(story.value(Variable.CHANGE_CLASS)).isEqualTo("medium");
        assertThat(story.ends(ProcessKey.PREPARE_RELEASE)).containsExactly("EndEvent_ReleasePrepared");
    }

    @Test
    @Tag("PREP-1")
    void everyCheckRunsSoThatAllReasonsAppearAtOnce() {
        story.answer(Topic.CHECK_TESTS, Variable.TESTS_VERDICT, "fail");
        prepare(Map.of());
        assertThat(story.worked())
                .containsExactlyInAnyOrder(
                        "collect-facts",
                        "check-tests",
                        "check-build",
                        "check-environment",
                        "check-history",
                        "check-target",
                        "check-staging",
                        "check-calendar",
                        "check-monitoring",
                        "check-baseline",
                        "check-schema",
                        "check-rollback-plan",
                        "fill-checklist",
                        "check-impact",
                        "notify-people");
        assertThat(story.worked())
                .startsWith("collect-facts")
                .endsWith("check-schema", "check-rollback-plan", "fill-checklist", "check-impact", "notify-people");
        assertThat(story.ends(ProcessKey.PREPARE_RELEASE)).containsExactly("EndEvent_ReleaseNotPrepared");
    }

    @Test
    @Tag("PREP-2")
    void aBuildThatIsNotVerifiedStops() {
        assertStops(Topic.CHECK_BUILD, Variable.BUILD_VERDICT);
    }

    @Test
    @Tag("PREP-3")
    void anEnvironmentThatIsNotKnownToFitStops() {
        assertStops(Topic.CHECK_ENVIRONMENT, Variable.ENVIRONMENT_VERDICT);
    }

    @Test
    @Tag("ANTI-3")
    void aHistoryThatDoesNotGoOnStops() {
        assertStops(Topic.CHECK_HISTORY, Variable.HISTORY_VERDICT);
    }

    @Test
    @Tag("ANTI-6")
    void aTargetThatSomebodyWorkedOnByHandStops() {
        assertStops(Topic.CHECK_TARGET, Variable.TARGET_VERDICT);
    }

    @Test
    @Tag("ANTI-2")
    void whatDidNotProveItselfBeforeStops() {
        assertStops(Topic.CHECK_STAGING, Variable.STAGING_VERDICT);
    }

    @Test
    @Tag("ANTI-1")
    void aFreezeStops() {
        window("fail", "closed");
        prepare(Map.of());
        assertThat(story.ends(ProcessKey.PREPARE_RELEASE)).containsExactly("EndEvent_ReleaseNotPrepared");
    }

    @Test
    @Tag("ANTI-1")
    void aFridayAsksAnOrchestratorWhateverTheClass() {
        story.answer(Topic.COLLECT_FACTS, Variable.CHANGE_KINDS, "documentation");
        window("pass", "approval");
        prepare(Map.of());
        assertThat(story.value(Variable.CHANGE_CLASS)).isEqualTo("low");
        assertThat(story.asked()).containsExactly("orchestrator");
        story.decide(Variable.APPROVAL_DECISION, "approve");
        assertThat(story.ends(ProcessKey.PREPARE_RELEASE)).contains("EndEvent_ReleasePrepared");
    }

    @Test
    @Tag("GATE-3")
    void aDatabaseOfWhichNobodyKnowsWhatBecomesStops() {
        assertStops(Topic.CHECK_SCHEMA, Variable.SCHEMA_VERDICT);
    }

    @Test
    @Tag("GATE-3")
    @Tag("ROLE-2")
    void aMigrationThatHidesInTheStartAsksTheDatabaseArchitectAndThenTheOrchestrator() {
        story.answer(Topic.CHECK_SCHEMA, Variable.SCHEMA_VERDICT, "pass", Variable.CHANGE_KINDS, "database, source");
        prepare(Map.of());
        assertThat(story.value(Variable.CHANGE_CLASS)).isEqualTo("high");
        assertThat(story.asked()).containsExactly("database-architect");
        story.decide(Variable.APPROVAL_DECISION, "approve");
        assertThat(story.asked()).containsExactly("orchestrator");
        story.decide(Variable.APPROVAL_DECISION, "approve");
        assertThat(story.ends(ProcessKey.PREPARE_RELEASE)).containsExactly("EndEvent_ReleasePrepared");
    }

    @Test
    @Tag("GATE-1")
    @Tag("ANTI-4")
    void aMissingRollbackPlanStops() {
        assertStops(Topic.CHECK_ROLLBACK_PLAN, Variable.ROLLBACK_PLAN_VERDICT);
    }

    @Test
    @Tag("GATE-4")
    void aBusinessImpactThatIsTheAuthorsWordStops() {
        assertStops(Topic.CHECK_IMPACT, Variable.IMPACT_VERDICT);
    }

    @Test
    @Tag("GATE-2")
    @Tag("ANTI-5")
    void whatIsNotWatchedOrAlarmsStops() {
        assertStops(Topic.CHECK_MONITORING, Variable.MONITORING_VERDICT);
    }

    @Test
    @Tag("SEC-1")
    void anEnvironmentThatIsNotSafeStops() {
        assertStops(Topic.CHECK_BASELINE, Variable.BASELINE_VERDICT);
    }

    @Test
    @Tag("CHECK-5")
    void aChecklistThatDoesNotPassStops() {
        assertStops(Topic.FILL_CHECKLIST, Variable.CHECKLIST_VERDICT);
    }

    private void window(String verdict, String window) {
        story.answer(Topic.CHECK_CALENDAR, Variable.CALENDAR_VERDICT, verdict, Variable.RELEASE_WINDOW, window);
    }

    @Test
    @Tag("CLASS-6")
    @Tag("CLASS-4")
    void unclearFactsMakeTheClassHighAndAskAnOrchestrator() {
        story.answer(Topic.COLLECT_FACTS, Variable.CHANGE_KINDS, "unclear");
        prepare(Map.of());
        assertThat(story.value(Variable.CHANGE_CLASS)).isEqualTo("high");
        assertThat(story.value(Variable.CLASS_REASON)).isEqualTo("What changes is unclear or contradictory (CLASS-6)");
        assertThat(story.asked()).containsExactly("database-architect");
        assertThat(story.worked()).endsWith("notify-people");
        story.decide(Variable.APPROVAL_DECISION, "approve");
        assertThat(story.asked()).containsExactly("orchestrator");
        story.decide(Variable.APPROVAL_DECISION, "approve");
        assertThat(story.ends(ProcessKey.PREPARE_RELEASE)).containsExactly("EndEvent_ReleasePrepared");
    }

    @Test
    @Tag("CLASS-4")
    void whoApprovesReadsWhatTheCatalogChanges() {
        var words = ": instance b on 9003, 9004 is new since 1.0.0 was confirmed";
        story.answer(Topic.COLLECT_FACTS, Variable.CHANGE_KINDS, "scaling", Variable.TARGET_CHANGES, words);
        prepare(Map.of());
        assertThat(story.asked()).containsExactly("orchestrator");
        assertThat(story.shown(Variable.CLASS_REASON))
                .isEqualTo("How much there is of it, or what it is tuned to, changes (CLASS-4)" + words);
    }

    @Test
    @Tag("CLASS-6")
    void factsThatNobodyCollectedAreUnclear() {
        story.answer(Topic.COLLECT_FACTS, Variable.FINDINGS, "[]");
        prepare(Map.of());
        assertThat(story.value(Variable.CHANGE_CLASS)).isEqualTo("high");
    }

    @Test
    @Tag("CLASS-6")
    void aPersonRaisesTheClassButDoesNotLowerIt() {
        prepare(Map.of("requestedClass", "high"));
        assertThat(story.value(Variable.CHANGE_CLASS)).isEqualTo("high");
        story = untold();
        prepare(Map.of("requestedClass", "low"));
        assertThat(story.value(Variable.CHANGE_CLASS)).isEqualTo("medium");
    }

    @Test
    void whatIsNotApprovedIsNotPrepared() {
        prepare(Map.of("requestedClass", "emergency"));
        assertThat(story.value(Variable.CHANGE_CLASS)).isEqualTo("emergency");
        story.decide(Variable.APPROVAL_DECISION, "reject");
        assertThat(story.ends(ProcessKey.PREPARE_RELEASE)).containsExactly("EndEvent_ReleaseNotApproved");
    }

    @Test
    @Tag("AUTH-7")
    void whatIsApprovedBeforePeopleWereToldGoesOn() {
        story.silent(Topic.NOTIFY_PEOPLE);
        prepare(Map.of("requestedClass", "high"));
        story.decide(Variable.APPROVAL_DECISION, "approve");
        assertThat(story.ends(ProcessKey.PREPARE_RELEASE)).containsExactly("EndEvent_ReleasePrepared");
        assertThat(story.worked()).contains("preserve-version");
    }
}
