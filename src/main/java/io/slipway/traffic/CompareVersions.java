package io.slipway.traffic;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Strategy;
import io.slipway.catalog.Verification;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Takes one look at what the new version and the confirmed one have answered at the same time, and says what comes next.
 *
 * <p>Looks that follow each other quickly share a span, so that what is kept does not grow with how often somebody looks; how
 * long one is does not depend on what is counted.
 */
@Component
final class CompareVersions implements Worker {

    private static final int MOST_SPANS = 200;

    private final Catalog catalog;
    private final Traffics traffics;

    CompareVersions(Catalog catalog, Traffics traffics) {
        this.catalog = catalog;
        this.traffics = traffics;
    }

    @Override
    public Topic topic() {
        return Topic.COMPARE_VERSIONS;
    }

    @Override
    public Outcome work(Job job) throws InterruptedException {
        var environment = catalog.service(job.get(Variable.SERVICE)).environment(job.get(Variable.ENVIRONMENT));
        var strategy = environment.strategy();
        var limits = environment.verification();
        var now = Instant.now();
        var stage = new Comparison.Stage(
                Integer.parseInt(job.get(Variable.SHARE)),
                Instant.parse(job.get(Variable.SHARED_SINCE)),
                Instant.parse(job.get(Variable.WIDENED_SINCE)),
                job.find(Variable.WATCH_VERDICT).equals(Optional.of(Verdict.PASS.id())),
                Instant.parse(job.get(Variable.ASKED_AT)),
                now);
        var before = Counted.read(job.get(Variable.COUNTED));
        try {
            var counted = counted(before, job, stage, strategy, limits);
            var answer = answer(Comparison.of(counted.spans(), stage, strategy, limits), stage, strategy);
            // each answer is evidence: what has not changed need not be kept again
            return counted.equals(before) ? answer : answer.with(Variable.COUNTED, counted.write());
        } catch (IOException e) {
            var unseen = Comparison.unseen("The traffic cannot be seen. " + e.getMessage(), stage, strategy);
            return answer(unseen, stage, strategy);
        }
    }

    private Counted counted(Counted before, Job job, Comparison.Stage stage, Strategy strategy, Verification limits)
            throws IOException, InterruptedException {
        var shortest = strategy.longest().dividedBy(MOST_SPANS);
        if (Duration.between(before.until(), stage.now()).compareTo(shortest) < 0) {
            return before;
        }
        return before.look(
                traffics.of(job).serving(), Traffics.goal(job), limits.slowerThan(), stage.share(), stage.now());
    }

    /** Whoever is asked and lets it be watched on is asked again after as long. */
    private static Outcome answer(Comparison comparison, Comparison.Stage stage, Strategy strategy) {
        var asks = comparison.next() == Comparison.Next.ASK;
        var askedAt = asks ? stage.now().plus(strategy.longest()) : stage.askedAt();
        return Outcome.done()
                .with(Variable.COMPARISON, comparison.next().id())
                .with(Variable.ASKED_AT, askedAt.toString())
                .and(comparison.finding());
    }
}
