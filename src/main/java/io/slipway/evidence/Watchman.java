package io.slipway.evidence;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Checks the chain at the start and at every interval, in a thread of its own. */
@Component
@Profile("!worker")
class Watchman implements SmartInitializingSingleton, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger("slipway.evidence");

    private final ChainWatch chain;
    private final Refusals refusals;
    private final Duration interval;
    private final ScheduledExecutorService clock;

    Watchman(ChainWatch chain, Refusals refusals, EvidenceSettings settings) {
        this.chain = chain;
        this.refusals = refusals;
        this.interval = settings.evidence().checkInterval();
        this.clock = Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "evidence-watch");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void afterSingletonsInstantiated() {
        var unused = clock.scheduleWithFixedDelay(this::look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            chain.check();
            refusals.flush();
        } catch (RuntimeException e) {
            LOG.error("The evidence cannot be looked at", e);
        }
    }

    @Override
    public void destroy() throws InterruptedException {
        clock.shutdownNow();
        if (!clock.awaitTermination(5, TimeUnit.SECONDS)) {
            LOG.warn("The evidence is still being looked at");
        }
    }
}
