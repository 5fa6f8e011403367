package io.slipway.change;

import io.slipway.catalog.Catalog;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import org.springframework.stereotype.Component;

/** Finds out what is about to be released, and whose work it is. What does not agree is said, and makes the class high. */
@Component
final class CollectFacts implements Worker {

    private final Catalog catalog;

    CollectFacts(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Topic topic() {
        return Topic.COLLECT_FACTS;
    }

    @Override
    public Outcome work(Job job) {
        var service = catalog.service(job.get(Variable.SERVICE));
        var facts = Facts.of(service, job.get(Variable.VERSION));
        var place = PlaceChange.of(service, job);
        var change = Change.of(service, facts, place, job);
        return place.answer(Outcome.done())
                .comparedWithConfirmed(job)
                .with(Variable.ARTIFACT_DIGEST, facts.digest())
                .with(Variable.SOURCE_COMMIT, facts.commit())
                .with(Variable.CHANGE_KINDS, change.kinds())
                .and(change.finding())
                .and(WhoseWork.of(service, facts, job));
    }
}
