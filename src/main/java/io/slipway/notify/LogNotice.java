package io.slipway.notify;

import io.slipway.contract.Variable;
import io.slipway.worker.Job;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Writes news into the log, where whoever watches it sees them. Saying the same twice does no harm. */
@Component
final class LogNotice {

    private static final Logger LOG = LoggerFactory.getLogger("slipway.news");

    private static final Map<String, String> TEXTS = Map.of(
            "stop-reached", "has stopped and waits for a decision",
            "stop-waits", "still waits for a decision about its stop",
            "stop-overdue", "has waited for half of its time; without a decision it is given up",
            "approval-waits", "still waits for an approval",
            "approval-overdue", "has waited for half of its time; without an approval it stops");

    void tell(Job job) {
        var news = job.get(Variable.NEWS);
        LOG.warn(
                "Release {} ({} {} to {}) {}: open Tasklist",
                job.businessKey(),
                job.get(Variable.SERVICE),
                job.find(Variable.VERSION).orElse("(none)"),
                job.get(Variable.ENVIRONMENT),
                TEXTS.getOrDefault(news, news));
    }
}
