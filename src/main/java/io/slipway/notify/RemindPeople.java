package io.slipway.notify;

import io.slipway.contract.Topic;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import org.springframework.stereotype.Component;

/** Tells people again that somebody has to decide. */
@Component
final class RemindPeople implements Worker {

    private final Deliveries deliveries;

    RemindPeople(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public Topic topic() {
        return Topic.REMIND_PEOPLE;
    }

    @Override
    public Outcome work(Job job) {
        deliveries.deliver(job);
        return Outcome.done();
    }
}
