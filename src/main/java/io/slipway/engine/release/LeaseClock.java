package io.slipway.engine.release;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Has leases looked at again and again; while they do not agree with what runs, Slipway is not ready. */
@Component("leasesHealthIndicator")
@Profile("!worker")
class LeaseClock extends AbstractHealthIndicator implements SmartInitializingSingleton, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseClock.class);

    private final LeaseWatch leases;
    private final Duration interval;
    private final ScheduledExecutorService clock;

    LeaseClock(LeaseWatch leases, @Value("${slipway.permit.lease-check-interval:1m}") Duration interval) {
        super("The leases cannot be looked at");
        this.leases = leases;
        this.interval = interval;
        this.clock = Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "lease-watch");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void afterSingletonsInstantiated() {
        var unused = clock.scheduleWithFixedDelay(
                this::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            leases.look();
        } catch (RuntimeException e) {
            LOG.error("The leases cannot be looked at", e);
        }
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        var trouble = leases.trouble();
        if (trouble.isEmpty()) {
            health.up();
        } else {
            health.down().withDetails(Map.<String, Object>copyOf(trouble));
        }
    }

    @Override
    public void destroy() {
        clock.shutdownNow();
    }
}
