package io.slipway.traffic;

import io.slipway.catalog.Catalog;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Takes one look at the traffic that the goal has had since the switch. */
@Component
final class JudgeTraffic implements Worker {

    private final Catalog catalog;
    private final Traffics traffics;

    JudgeTraffic(Catalog catalog, Traffics traffics) {
        this.catalog = catalog;
        this.traffics = traffics;
    }

    @Override
    public Topic topic() {
        return Topic.JUDGE_TRAFFIC;
    }

    @Override
    public Outcome work(Job job) throws InterruptedException {
        var limits = catalog.service(job.get(Variable.SERVICE))
                .environment(job.get(Variable.ENVIRONMENT))
                .verification();
        var shiftedAt = Instant.parse(job.get(Variable.SHIFTED_AT));
        var now = Instant.now();
        var goal = Traffics.goal(job);
        try {
            var seen = traffics.of(job).serving().stream()
                    .filter(upstream -> upstream.isOneOf(goal))
                    .toList();
            var judgement = TrafficJudge.judge(seen, goal.size(), limits, shiftedAt, now);
            return Outcome.found(Variable.TRAFFIC_VERDICT, judgement.findings())
                    .with(Variable.OBSERVATION_ENDED, judgement.ended());
        } catch (IOException e) {
            var why = "The traffic cannot be seen. " + e.getMessage();
            var unseen = Stream.of(Rule.MON_2, Rule.MON_3)
                    .map(rule -> Finding.unknown(rule, why, Map.of()))
                    .toList();
            return Outcome.found(Variable.TRAFFIC_VERDICT, unseen)
                    .with(Variable.OBSERVATION_ENDED, !now.isBefore(shiftedAt.plus(limits.observationTime())));
        }
    }
}
