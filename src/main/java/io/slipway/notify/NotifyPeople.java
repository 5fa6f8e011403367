package io.slipway.notify;

import io.slipway.contract.Topic;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import org.springframework.stereotype.Component;

/** Tells people what has happened. */
@Component
final class NotifyPeople implements Worker {

    private final Deliveries deliveries;

    NotifyPeople(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public Topic topic() {
        return Topic.NOTIFY_PEOPLE;
    }

    @Override
    public Outcome work(Job job) {
        deliveries.deliver(job);
        return Outcome.done();
    }
}
