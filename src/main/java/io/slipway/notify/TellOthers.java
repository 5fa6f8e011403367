package io.slipway.notify;

import io.slipway.contract.Topic;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import org.springframework.stereotype.Component;

/**
 * Tells others that those who may decide could not be told, or did not decide. Nobody is left after them: a failure is an
 * engine incident.
 */
@Component
final class TellOthers implements Worker {

    private final Deliveries deliveries;

    TellOthers(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public Topic topic() {
        return Topic.TELL_OTHERS;
    }

    @Override
    public Outcome work(Job job) {
        deliveries.deliver(job);
        return Outcome.done();
    }
}
