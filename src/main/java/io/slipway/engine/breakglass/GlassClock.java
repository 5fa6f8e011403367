package io.slipway.engine.breakglass;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Says of break-glass that it has run out soon after it has. That it has holds without this as well. */
@Component
@Profile("!worker")
class GlassClock implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(GlassClock.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final BreakGlass glasses;
    private @Nullable ScheduledExecutorService clock;

    GlassClock(BreakGlass glasses) {
        this.glasses = glasses;
    }

    @Override
    public void start() {
        clock = Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "break-glass");
            thread.setDaemon(true);
            return thread;
        });
        var unused = clock.scheduleWithFixedDelay(
                this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            glasses.expire();
        } catch (RuntimeException e) {
            LOG.error("What has run out of break-glass could not be written down", e);
        }
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
}
