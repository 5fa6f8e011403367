package io.slipway.engine.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.Topic;
import io.slipway.engine.EngineRoom;
import io.slipway.engine.OwnCommands;
import io.slipway.engine.Passing;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Whoever tells people is told whom: the accounts of the roles that the model names, which workers may not read. */
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

    private LockedExternalTask news(String environment, String requestedClass, String testsVerdict) {
        var asked = wanted(environment);
        asked.put("requestedClass", requestedClass);
        as("maria", "release-manager", () -> engine.getRuntimeService().startProcessInstanceByKey("release", asked));
        work(Topic.COLLECT_FACTS, facts(environment, "source"));
        Passing.CHECKS.forEach((check, answer) ->
                work(check, check == Topic.CHECK_TESTS ? Map.of("testsVerdict", testsVerdict) : answer));
        return fetch(Topic.NOTIFY_PEOPLE, "crew");
    }

    private static List<String> told(LockedExternalTask news) {
        return List.of(String.valueOf(news.getVariables().get("recipients")).split(","));
    }

    @Test
    void ofAStopWhoeverMayResolveItHearsAndNobodyElse() {
        assertThat(told(news("e30", "", "fail")))
                .contains("oskar@x.org", "maria@x.org")
                .doesNotContain("otto@x.org");
    }

    @Test
    void whereTheyCannotBeToldOthersHear() {
        var task = news("e32", "high", "pass");
        as("slipway-worker", "slipway-worker", () -> engine.getExternalTaskService()
                .handleBpmnError(task.getId(), "crew", "not-told", "By mail: no such mailbox"));
        var others = fetch(Topic.TELL_OTHERS, "crew").getVariables();
        assertThat(others.get("recipients")).isEqualTo("maria@x.org,otto@x.org");
        assertThat(others.get("news")).isEqualTo("approval-untold");
        assertThat(others.get("undelivered")).isEqualTo("By mail: no such mailbox");
    }

    @Test
    void ofAnApprovalOrchestratorsHear() {
        assertThat(told(news("e31", "high", "pass")))
                .contains("oskar@x.org")
                .doesNotContain("maria@x.org", "otto@x.org")
                .doesNotContain("");
    }
}
