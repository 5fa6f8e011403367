package io.slipway.engine.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.Topic;
import io.slipway.engine.EngineRoom;
import io.slipway.evidence.EntryKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;

/** Three workers answer for one release at the same moment, and each answer is taken at once and whole. */
@Tag("PHASE-0")
class AnswersBesideEachOtherTest extends EngineRoom {

    private static final List<Map<Topic, String>> AT_ONCE = List.of(
            Map.of(Topic.CHECK_TESTS, "PREP-1", Topic.CHECK_ENVIRONMENT, "PREP-3", Topic.CHECK_CALENDAR, "ANTI-1"),
            Map.of(Topic.CHECK_BUILD, "PREP-2", Topic.CHECK_TARGET, "ANTI-6", Topic.CHECK_MONITORING, "ANTI-5"),
            Map.of(Topic.CHECK_HISTORY, "ANTI-3", Topic.CHECK_STAGING, "ANTI-2", Topic.CHECK_BASELINE, "SEC-1"),
            Map.of(Topic.CHECK_SCHEMA, "GATE-3"),
            Map.of(Topic.CHECK_ROLLBACK_PLAN, "GATE-1"),
            Map.of(Topic.FILL_CHECKLIST, "CHECK-5"));

    private static int round = 1;

    private void answerAtOnce(Map<Topic, String> checks) throws Exception {
        var workers = Executors.newFixedThreadPool(checks.size());
        var start = new CyclicBarrier(checks.size());
        var answers = new ArrayList<Future<?>>();
        for (var check : checks.keySet()) {
            var task = fetch(check, "crew").getId();
            var finding = "[{\"rule\":\"" + checks.get(check) + "\",\"verdict\":\"pass\",\"phase\":\"prepare\"}]";
            answers.add(workers.submit(() -> {
                start.await(10, TimeUnit.SECONDS);
                as("slipway-worker", "slipway-worker", () -> engine.getExternalTaskService()
                        .complete(task, "crew", Map.of("findings", finding)));
                return true;
            }));
        }
        for (var answer : answers) {
            answer.get(30, TimeUnit.SECONDS);
        }
        workers.shutdown();
    }

    @RepeatedTest(5)
    void noneIsRefusedAndNoneIsLost() throws Exception {
        var environment = "e" + round++;
        var release = release(environment);
        var key = key(release);
        var facts = fetch(Topic.COLLECT_FACTS, "crew").getId();
        as("slipway-worker", "slipway-worker", () -> engine.getExternalTaskService()
                .complete(facts, "crew", facts(environment, "source")));
        for (var checks : AT_ONCE) {
            answerAtOnce(checks);
        }
        var impact = fetch(Topic.CHECK_IMPACT, "crew");
        for (var checks : AT_ONCE) {
            assertThat(String.valueOf(impact.getVariables().get("findings"))).contains(checks.values());
        }
        assertThat(entries(key, EntryKind.FINDING)).hasSize(12);
        assertThat(entries(key, EntryKind.PLAN)).hasSize(1);
    }
}
