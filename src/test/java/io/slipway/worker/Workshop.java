package io.slipway.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.contract.Topic;
import io.slipway.contract.WorkerAccount;
import io.slipway.permit.PermitKeys;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.mock.env.MockEnvironment;

/** Real hosts of one worker each, whose engine is a real peer over HTTP. */
final class Workshop implements AutoCloseable {

    static final Duration LOCK = Duration.ofSeconds(3);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What its workers ask for alerts that came back. */
    final ReturnedAlerts alerts = new ReturnedAlerts();

    final EnginePeer engine = new EnginePeer();
    private final List<WorkerHost> hosts = new ArrayList<>();

    Workshop() throws IOException {}

    /** What the worker does. */
    interface Work {
        Outcome of(Job job) throws InterruptedException;
    }

    private record Hand(Work work) implements Worker {
        @Override
        public Topic topic() {
            return Topic.CHECK_TESTS;
        }

        @Override
        public Outcome work(Job job) throws InterruptedException {
            return work.of(job);
        }
    }

    /** Starts a host that does this. */
    void open(Work work) {
        var settings = new WorkerSettings(
                engine.address(),
                1,
                List.of(Topic.CHECK_TESTS),
                LOCK,
                Duration.ofSeconds(1),
                List.of(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(30)),
                Duration.ofMinutes(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                null);
        var host = new WorkerHost(
                settings,
                new WorkerAccount("slipway-worker", "a secret of the test"),
                new MockEnvironment(),
                new DefaultSslBundleRegistry(),
                new PermitKeys(engine.trusted()),
                alerts,
                List.of(new Hand(work)));
        hosts.add(host);
        host.start();
        host.begin();
    }

    /** The one answer to the task, which is of this kind. */
    JsonNode answer(String task, String how) {
        await().atMost(PATIENCE).until(() -> !engine.answers(task).isEmpty());
        assertThat(engine.answers(task)).containsExactly(how);
        return engine.told(task, how).get(0);
    }

    void stop() {
        hosts.forEach(WorkerHost::stop);
        hosts.clear();
    }

    @Override
    public void close() {
        stop();
        engine.close();
    }
}
