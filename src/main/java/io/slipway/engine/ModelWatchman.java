package io.slipway.engine;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Has the models looked at before the web server opens, and then at every interval. */
@Component
@Profile("!worker")
class ModelWatchman implements SmartLifecycle {

    private final ModelWatch models;
    private final Duration interval;
    private @Nullable ScheduledExecutorService clock;

    ModelWatchman(ModelWatch models, @Value("${slipway.models.check-interval:1m}") Duration interval) {
        this.models = models;
        this.interval = interval;
    }

    @Override
    public void start() {
        models.check();
        clock = Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "model-watch");
            thread.setDaemon(true);
            return thread;
        });
        var unused = clock.scheduleWithFixedDelay(
                models::check, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        if (clock != null) {
            clock.shutdownNow();
            clock = null;
        }
    }

    @Override
    public boolean isRunning() {
        return clock != null;
    }

    /** After everything is set up, the deployment of the models included, and before whatever serves. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
