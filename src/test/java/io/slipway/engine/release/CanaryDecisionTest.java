package io.slipway.engine.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.catalog.Catalog;
import io.slipway.contract.Topic;
import io.slipway.contract.Verdict;
import io.slipway.engine.OwnCommands;
import io.slipway.evidence.EntryKind;
import io.slipway.permit.Goal;
import io.slipway.permit.PermitRefusedException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.spin.plugin.variable.SpinValues;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A version that has a share: what it takes that it gets everything, by the engine's guards, its evidence and its permits. */
@Tag("CHECK-7")
@Tag("GATE-5")
class CanaryDecisionTest extends WayBackRoom {

    private static final String ENVIRONMENT = "e23";
    private static final Goal OLD = new Goal("0.9.0", "a".repeat(64));
    private static final Goal NEW = new Goal("1.0.0", "b".repeat(64));

    @Autowired
    private Catalog catalog;

    private String release = "";

    @BeforeEach
    void aVersionIsConfirmedAndANewOneIsReadyForItsShare() {
        new ConfirmedHistory(evidence, database, catalog, ENVIRONMENT).with(OLD);
        release = release(ENVIRONMENT);
        prepare();
        backUp();
        permitted(Topic.START_INSTANCES, NEW, Map.of("settlingTime", "PT0S"));
        work(Topic.CHECK_HEALTH, Map.of("healthVerdict", "pass", "findings", findings("VERI-1", "SEC-4")));
        work(Topic.CHECK_KEY_FLOWS, Map.of("keyFlowsVerdict", "pass", "findings", findings("VERI-3")));
    }

    private void check(Topic topic, String verdict, String... rules) {
        var answer = new HashMap<String, Object>(
                Map.of(verdict, "pass", "findings", findings(rules), "confirmedDigest", OLD.digest()));
        if (topic == Topic.CHECK_CALENDAR) {
            answer.put("releaseWindow", "open");
        }
        if (topic == Topic.FILL_CHECKLIST) {
            answer.put("openItems", "none");
        }
        work(topic, answer);
    }

    private void prepare() {
        var whose = findings("ROLE-5")
                .replace("\"facts\": {}", "\"facts\": {\"authors\": \"dev@x.org\", \"signers\": \"\"}");
        work(
                Topic.COLLECT_FACTS,
                Map.of(
                        "changeKinds",
                        "documentation",
                        "artifactDigest",
                        NEW.digest(),
                        "placeDigest",
                        placeDigest(ENVIRONMENT),
                        "confirmedPlaceDigest",
                        placeDigest(ENVIRONMENT),
                        "confirmedDigest",
                        OLD.digest(),
                        "findings",
                        whose));
        check(Topic.CHECK_TESTS, "testsVerdict", "PREP-1");
        check(Topic.CHECK_BUILD, "buildVerdict", "PREP-2", "SEC-2");
        check(Topic.CHECK_ENVIRONMENT, "environmentVerdict", "PREP-3");
        check(Topic.CHECK_HISTORY, "historyVerdict", "ANTI-3", "ANTI-6");
        check(Topic.CHECK_TARGET, "targetVerdict", "ANTI-6");
        check(Topic.CHECK_STAGING, "stagingVerdict", "ANTI-2");
        check(Topic.CHECK_CALENDAR, "calendarVerdict", "ANTI-1");
        check(Topic.CHECK_MONITORING, "monitoringVerdict", "GATE-2", "MON-5", "ANTI-5");
        check(Topic.CHECK_BASELINE, "baselineVerdict", "SEC-1", "SEC-2", "SEC-3", "SEC-4", "SEC-5", "SEC-6");
        check(Topic.CHECK_SCHEMA, "schemaVerdict", "GATE-3", "BACK-3");
        check(Topic.CHECK_ROLLBACK_PLAN, "rollbackPlanVerdict", "GATE-1");
        check(Topic.FILL_CHECKLIST, "checklistVerdict", "NOT-5", "CHECK-3", "CHECK-5", "CHECK-6", "CHECK-7");
        check(Topic.CHECK_IMPACT, "impactVerdict", "GATE-4");
    }

    private void backUp() {
        check(Topic.PRESERVE_VERSION, "preservationVerdict", "BACK-1");
        check(Topic.PROVE_ROLLBACK_PATH, "rollbackPathVerdict", "BACK-3");
        check(Topic.CHECK_MONITORING, "monitoringVerdict", "GATE-2", "MON-5", "ANTI-5");
    }

    private void share(int percent) {
        permitted(
                Topic.SHIFT_SHARE,
                NEW,
                Map.of(
                        "share",
                        String.valueOf(percent),
                        "sharedSince",
                        Instant.now().toString(),
                        "counted",
                        SpinValues.jsonValue("{}").create()));
    }

    private void look(Verdict compared, String comparison) {
        look(Verdict.PASS, compared, comparison);
    }

    private void look(Verdict watched, Verdict compared, String comparison) {
        var seen = findings("DEPL-2", "ANTI-5").replace("\"pass\"", "\"" + watched.id() + "\"");
        work(Topic.WATCH_MONITORING, Map.of("watchVerdict", watched.id(), "findings", seen));
        var found = findings("CHECK-7").replace("\"pass\"", "\"" + compared.id() + "\"");
        work(Topic.COMPARE_VERSIONS, Map.of("comparison", comparison, "findings", found));
        runJobs();
        settle();
    }

    private void decide(String person, String role, String decision, String reason) {
        var asked = engine.getTaskService().createTaskQuery().singleResult();
        as(person, role, () -> engine.getTaskService()
                .complete(asked.getId(), Map.of("stopDecision", decision, "stopReason", reason)));
        runJobs();
    }

    private void assertNoPermit(Topic topic, String why) {
        assertThatThrownBy(() -> permit(topic, Optional.of(NEW)))
                .isInstanceOf(PermitRefusedException.class)
                .hasMessageContaining(why);
    }

    @Test
    void getsEverythingOnceItIsProven() {
        share(10);
        look(Verdict.UNKNOWN, "widen");
        share(50);
        look(Verdict.PASS, "proven");

        permitted(Topic.SHIFT_TRAFFIC, NEW, Map.of("shiftedAt", Instant.now().toString()));

        assertThat(entries(key(release), EntryKind.PLAN)).singleElement().satisfies(entry -> assertThat(
                        entry.fact().body().path("plan").path("strategy").asText())
                .isEqualTo("canary"));
    }

    @Test
    @Tag("NOT-3")
    void whoSaysThatItIsProvenWithoutAFindingGetsNoPermit() {
        share(10);
        look(Verdict.UNKNOWN, "proven");

        assertNoPermit(Topic.SHIFT_TRAFFIC, "CHECK-7 has no pass by 'compare-versions'");
    }

    @Test
    @Tag("NOT-3")
    @Tag("PHASE-0")
    void whoTakesTheSharesAwayGetsNoPermitToShiftAllOfIt() {
        try (var own = OwnCommands.begin()) {
            var runtime = engine.getRuntimeService();
            var deploying = runtime.createProcessInstanceQuery()
                    .processDefinitionKey("widen-traffic")
                    .singleResult();
            runtime.createProcessInstanceModification(deploying.getId())
                    .cancelAllForActivity("Task_ShiftShare")
                    .startBeforeActivity("EndEvent_TrafficWidened")
                    .execute();
        }

        assertNoPermit(Topic.SHIFT_TRAFFIC, "'shift-share', was never permitted");
    }

    @Test
    void whatIsNotDecidedGoesOnByAnOrchestratorsWordAndReason() {
        share(10);
        look(Verdict.UNKNOWN, "ask");
        work(Topic.NOTIFY_PEOPLE, Map.of());
        assertThatThrownBy(() -> decide("oskar", "orchestrator", "go-on", "")).hasMessageContaining("stopReason");
        assertThatThrownBy(() -> decide("maria", "release-manager", "go-on", "It looks good"))
                .hasMessageContaining("'maria' does not have one of the following permissions");

        decide("oskar", "orchestrator", "go-on", "Nobody orders on a Sunday, and I looked at it");

        permitted(Topic.SHIFT_TRAFFIC, NEW, Map.of("shiftedAt", Instant.now().toString()));
        assertThat(entries(key(release), EntryKind.DECISION))
                .last()
                .satisfies(entry -> assertThat(text(entry, "stopReason")).startsWith("Nobody orders"));
    }

    @Test
    @Tag("DEPL-2")
    void whatMonitoringDoesNotSeeGoesOnByNobodysWord() {
        share(10);
        look(Verdict.UNKNOWN, Verdict.UNKNOWN, "ask");
        work(Topic.NOTIFY_PEOPLE, Map.of());

        assertThatThrownBy(() -> decide("oskar", "orchestrator", "go-on", "It looks good to me"))
                .hasMessageContaining("monitoring does not see all of the new version");
        assertThat(engine.getTaskService().createTaskQuery().count())
                .as("it is still to be decided")
                .isEqualTo(1);
    }

    @Test
    void whereNoVersionHasAShareThereIsNothingToGoOnWith() {
        share(10);
        look(Verdict.FAIL, "stop");
        permitted(Topic.ASSESS_STATE, OLD, Map.of("targetUntouched", false));
        permitted(Topic.ASSESS_TRAFFIC, OLD, Map.of("trafficUntouched", false));
        work(Topic.START_INSTANCES, Map.of("settlingTime", "PT0S"));
        runJobs();
        settle();
        work(Topic.CHECK_HEALTH, Map.of("healthVerdict", "unknown"));
        work(Topic.NOTIFY_PEOPLE, Map.of());

        assertThatThrownBy(() -> decide("oskar", "orchestrator", "go-on", "It looks good to me"))
                .hasMessageContaining("there is nothing to go on with");
    }

    @Test
    void whatThePlanSaysIsWhatTheModelGoesBy() {
        assertThat(engine.getRuntimeService().getVariable(release, "shares")).isEqualTo("10, 50");
    }
}
