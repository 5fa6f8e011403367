package io.slipway.engine.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.Topic;
import io.slipway.engine.EngineRoom;
import io.slipway.engine.OwnCommands;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Whoever tells people is told whom: the accounts of the roles that may decide, which workers may not read. */
@Tag("AUTH-7")
class RecipientsToldTest extends EngineRoom {

    private static final Map<String, List<String>> ACCOUNTS = Map.of(
            "r-oskar", List.of("orchestrator", "Oskar@X.org"),
            "r-orla", List.of("orchestrator", ""),
            "r-maria", List.of("release-manager", "maria@x.org"),
            "r-otto", List.of("ops", "otto@x.org"));

    @Autowired
    private IdentityService identity;

    @BeforeEach
    void accounts() {
        try (var own = OwnCommands.begin()) {
            ACCOUNTS.forEach((id, of) -> {
                var user = identity.newUser(id);
                user.setEmail(of.get(1).isEmpty() ? null : of.get(1));
                identity.saveUser(user);
                identity.createMembership(id, of.get(0));
            });
        }
    }

    @AfterEach
    void noAccounts() {
        try (var own = OwnCommands.begin()) {
            ACCOUNTS.keySet().forEach(identity::deleteUser);
        }
    }

    private void work(Topic topic, Map<String, Object> answer) {
        var task = fetch(topic, "crew");
        as("slipway-worker", "slipway-worker", () -> engine.getExternalTaskService()
                .complete(task.getId(), "crew", answer));
    }

    private List<String> told(String environment, String requestedClass, String testsVerdict) {
        var asked = wanted(environment);
        asked.put("requestedClass", requestedClass);
        as("maria", "release-manager", () -> engine.getRuntimeService().startProcessInstanceByKey("release", asked));
        var checks = new LinkedHashMap<Topic, String>();
        checks.put(Topic.CHECK_TESTS, "testsVerdict");
        checks.put(Topic.CHECK_BUILD, "buildVerdict");
        checks.put(Topic.CHECK_ENVIRONMENT, "environmentVerdict");
        checks.put(Topic.CHECK_HISTORY, "historyVerdict");
        checks.put(Topic.CHECK_TARGET, "targetVerdict");
        checks.put(Topic.CHECK_STAGING, "stagingVerdict");
        work(Topic.COLLECT_FACTS, Map.of("changeKinds", "source", "artifactDigest", "d1"));
        checks.forEach(
                (check, verdict) -> work(check, Map.of(verdict, check == Topic.CHECK_TESTS ? testsVerdict : "pass")));
        work(Topic.CHECK_CALENDAR, Map.of("calendarVerdict", "pass", "releaseWindow", "open"));
        work(Topic.CHECK_MONITORING, Map.of("monitoringVerdict", "pass"));
        work(Topic.CHECK_BASELINE, Map.of("baselineVerdict", "pass"));
        work(Topic.FILL_CHECKLIST, Map.of("checklistVerdict", "pass", "openItems", "none"));
        work(Topic.CHECK_ROLLBACK_PLAN, Map.of("rollbackPlanVerdict", "pass"));
        work(Topic.CHECK_IMPACT, Map.of("impactVerdict", "pass"));
        return List.of(
                String.valueOf(fetch(Topic.NOTIFY_PEOPLE, "crew").getVariables().get("recipients"))
                        .split(","));
    }

    @Test
    void ofAStopWhoeverMayResolveItHearsAndNobodyElse() {
        assertThat(told("e30", "", "fail"))
                .contains("oskar@x.org", "maria@x.org")
                .doesNotContain("otto@x.org");
    }

    @Test
    void ofAnApprovalOrchestratorsHear() {
        assertThat(told("e31", "high", "pass"))
                .contains("oskar@x.org")
                .doesNotContain("maria@x.org", "otto@x.org")
                .doesNotContain("");
    }
}
