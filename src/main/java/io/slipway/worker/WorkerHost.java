package io.slipway.worker;

import io.slipway.contract.WorkerAccount;
import io.slipway.permit.PermitKeys;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Runs the workers of this JVM against an engine, here or elsewhere, with the official client over HTTP: one client a
 * slot, each long polling, each under this start's own worker id.
 *
 * <p>Over 150 lines, because starting and stopping belong together: what one opens the other closes.
 */
@Component
@EnableConfigurationProperties(WorkerSettings.class)
class WorkerHost implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerHost.class);

    private final WorkerSettings settings;
    private final WorkerAccount account;
    private final OwnServer own;
    private final SslBundles bundles;
    private final Workers workers;
    private final Heartbeat heartbeat;
    private final PermitDoor permits;
    private final ReturnedAlerts alerts;
    private final JobRunner runner;
    private final List<Slot> slots = new ArrayList<>();
    private volatile boolean running;

    WorkerHost(
            WorkerSettings settings,
            WorkerAccount account,
            Environment environment,
            SslBundles bundles,
            PermitKeys keys,
            ReturnedAlerts alerts,
            List<Worker> all) {
        if (settings.slots() > 0 && settings.engine() == null && environment.matchesProfiles("worker")) {
            throw new IllegalStateException("slipway.worker.engine is missing: with the profile 'worker' there is no"
                    + " engine in this JVM; name the REST address of one, such as https://slipway.example/engine-rest");
        }
        if (settings.slots() > 0) {
            keys.requireSome();
        }
        this.settings = settings;
        this.account = account;
        this.own = new OwnServer(environment, bundles);
        this.bundles = bundles;
        this.workers = settings.slots() == 0 ? new Workers(java.util.Map.of()) : Workers.of(all, settings.topics());
        this.heartbeat = new Heartbeat(settings.lock(), Math.max(1, settings.slots()));
        this.permits = new PermitDoor(keys);
        this.alerts = alerts;
        this.runner = new JobRunner(
                new AnswerWriter(settings, InstantSource.system()), heartbeat, new Report(settings), permits);
    }

    /** Not before the web server answers: the engine may be behind it. */
    @EventListener(ApplicationReadyEvent.class)
    synchronized void begin() {
        if (settings.slots() == 0 || !slots.isEmpty()) {
            return;
        }
        var door = new EngineDoor(address(), account, trust());
        permits.open(door);
        alerts.open(door);
        var id = workerId();
        for (var i = 0; i < settings.slots(); i++) {
            slots.add(new Slot(id + "-" + i, door, settings, settings.poll(), runner, workers));
        }
        slots.forEach(Slot::start);
        LOG.info(
                "{} slots work as {} for {}: {}",
                slots.size(),
                id,
                door.address(),
                workers.byTopic().keySet());
    }

    private URI address() {
        return settings.engine() == null ? own.address() : settings.engine();
    }

    private @Nullable TlsSocketStrategy trust() {
        if (settings.sslBundle() != null) {
            return new DefaultClientTlsStrategy(
                    bundles.getBundle(settings.sslBundle()).createSslContext());
        }
        return settings.engine() == null ? own.trust() : null;
    }

    /** Nobody else has it, not even this JVM after its next start. */
    private static String workerId() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "unnamed";
        }
        return host + "-" + ProcessHandle.current().pid() + "-"
                + UUID.randomUUID().toString().substring(0, 8);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        var cut = Executors.newSingleThreadScheduledExecutor();
        var pool = Executors.newFixedThreadPool(Math.max(1, slots.size()));
        try {
            var timer = cut.schedule(runner::cutShort, settings.shutdown().toMillis(), TimeUnit.MILLISECONDS);
            slots.forEach(slot -> pool.execute(slot::stop));
            await(pool, settings.shutdown().plusSeconds(2));
            timer.cancel(false);
        } finally {
            cut.shutdownNow();
            pool.shutdownNow();
            heartbeat.close();
            permits.close();
            alerts.close();
        }
    }

    private static void await(ExecutorService pool, Duration patience) {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Workers are still busy; their tasks are free again when their locks lapse");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** First to stop: the engine that the workers talk to may be in this JVM. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
