package io.slipway.worker;

import java.net.URI;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.camunda.bpm.client.backoff.ErrorAwareBackoffStrategy;
import org.camunda.bpm.client.exception.ExternalTaskClientException;
import org.camunda.bpm.client.task.ExternalTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pause between two requests for work: none, however long there was nothing to do, because the engine holds a request
 * until there is work; growing only while the engine does not answer properly.
 */
final class FetchPause implements ErrorAwareBackoffStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(FetchPause.class);
    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 3_000;

    private final URI engine;
    private final BooleanSupplier stopping;
    private long millis;

    /** @param stopping whether errors are to be expected and not worth a line */
    FetchPause(URI engine, BooleanSupplier stopping) {
        this.engine = engine;
        this.stopping = stopping;
    }

    @Override
    public void reconfigure(List<ExternalTask> tasks, @Nullable ExternalTaskClientException error) {
        if (error == null) {
            if (millis > 0) {
                LOG.info("The engine at {} gives work again", engine);
            }
            millis = 0;
        } else {
            if (millis == 0 && !stopping.getAsBoolean()) {
                LOG.warn(
                        "The engine at {} gives no work: {}; asking again until it does. "
                                + "With status 401 or 403 the worker account is wrong: engine and workers need the same "
                                + "slipway.worker.secret",
                        engine,
                        error.getMessage());
            }
            millis = Math.min(Math.max(millis * 2, FIRST_MILLIS), LONGEST_MILLIS);
        }
    }

    @Override
    public long calculateBackoffTime() {
        return millis;
    }
}
