package io.slipway.notify;

import io.slipway.contract.ErrorCode;
import io.slipway.contract.Topic;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.RetryableFailure;
import io.slipway.worker.Worker;
import org.springframework.stereotype.Component;

/** Tells those who may decide what has happened. Where they cannot be told, the model knows whom to tell instead. */
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
        try {
            deliveries.deliver(job);
        } catch (RetryableFailure e) {
            throw e.otherwise(ErrorCode.NOT_TOLD);
        }
        return Outcome.done();
    }
}
