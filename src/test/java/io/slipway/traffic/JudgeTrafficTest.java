package io.slipway.traffic;

import static io.slipway.traffic.Crossing.NEW;
import static io.slipway.traffic.Crossing.OLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.contract.Finding;
import io.slipway.contract.Instance;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.worker.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was counted by a real gateway, judged as if the switch had been longer ago. */
@Tag("MON-2")
class JudgeTrafficTest {

    private static final Duration LONG_AGO = Duration.ofSeconds(61);

    private Crossing crossing;
    private Instance goal;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        crossing = new Crossing(folder);
        goal = crossing.instance("a", "1.1.0", NEW);
        give(Share.full(goal, Instant.now()));
    }

    @AfterEach
    void close() {
        crossing.close();
    }

    private void give(Share... shares) throws Exception {
        crossing.traffics().of(crossing.job(Map.of())).give(List.of(shares), crossing.granting.fence());
    }

    private Outcome judge(Duration ago, Instance... instances) throws Exception {
        return new JudgeTraffic(crossing.catalog(), crossing.traffics())
                .work(crossing.job(Map.of(
                        Variable.INSTANCES.name(), Instance.write(List.of(instances)),
                        Variable.SHIFTED_AT.name(), Instant.now().minus(ago).toString())));
    }

    private void ask(String path, int times) throws Exception {
        for (var i = 0; i < times; i++) {
            crossing.ask(path);
        }
        await().until(() ->
                crossing.upstreams().stream().mapToLong(Upstream::requests).sum() == times);
    }

    @Test
    void failsAtOnceIfTheGoalAnswersWithErrors() throws Exception {
        ask("/broken", 5);

        assertVerdict(Verdict.FAIL, true, judge(Duration.ZERO, goal), "5 of 5 requests (100.0 %)");
    }

    @Test
    void goesOnWatchingAsLongAsItIsGood() throws Exception {
        ask("/", 5);

        assertVerdict(Verdict.UNKNOWN, false, judge(Duration.ZERO, goal), "Still watching: 0 of 5");
    }

    @Test
    void countsOnlyWhatTheGoalAnswered() throws Exception {
        give(Share.full(crossing.instance("a", "1.0.0", OLD), Instant.now()));
        ask("/", 5);

        assertVerdict(Verdict.UNKNOWN, true, judge(LONG_AGO, goal), "0 of 1 instances");
    }

    @Test
    void doesNotKnowIfTheGatewayWasRestartedMeanwhile() throws Exception {
        ask("/", 5);

        assertVerdict(Verdict.UNKNOWN, true, judge(LONG_AGO, goal), "Counting began only after the switch");
    }

    @Test
    @Tag("MON-3")
    void doesNotKnowErrorsNorLatencyIfTheGatewayIsDown() throws Exception {
        crossing.gateway.close();

        assertVerdict(Verdict.UNKNOWN, false, judge(Duration.ZERO, goal), "The traffic cannot be seen");
        assertVerdict(Verdict.UNKNOWN, true, judge(LONG_AGO, goal), "The traffic cannot be seen");
    }

    private static void assertVerdict(Verdict verdict, boolean ended, Outcome outcome, String says) {
        assertThat(outcome.findings()).extracting(Finding::rule).containsExactly(Rule.MON_2, Rule.MON_3);
        assertThat(outcome.findings().get(0).why()).contains(says);
        assertThat(outcome.variables())
                .containsEntry(Variable.TRAFFIC_VERDICT.name(), verdict.id())
                .containsEntry(Variable.OBSERVATION_ENDED.name(), ended);
    }
}
