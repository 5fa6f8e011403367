package io.slipway.worker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.io.CloseMode;
import org.camunda.bpm.client.ExternalTaskClient;
import org.camunda.bpm.client.interceptor.auth.BasicAuthProvider;
import org.camunda.bpm.client.task.ExternalTask;
import org.camunda.bpm.client.task.ExternalTaskService;

/** One official client: its own thread and connections, all topics, one task at a time. */
final class Slot {

    /** A completion runs the engine up to its next wait state; that may take a while, but not for ever. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);

    private final JobRunner runner;
    private final PoolingHttpClientConnectionManager connections;
    private final ExternalTaskClient client;
    private boolean busy;
    private boolean stopping;

    /** @param poll how long this slot's requests wait at the engine for work */
    Slot(String workerId, EngineDoor door, WorkerSettings settings, Duration poll, JobRunner runner, Workers workers) {
        this.runner = runner;
        connections = door.connections();
        client = ExternalTaskClient.create()
                .baseUrl(door.address().toString())
                .workerId(workerId)
                .addInterceptor(new BasicAuthProvider(
                        door.account().name(), door.account().secret()))
                .customizeHttpClient(http -> customize(http, poll))
                .maxTasks(1)
                .usePriority(false)
                .orderByCreateTime()
                .asc()
                .lockDuration(settings.lock().toMillis())
                .asyncResponseTimeout(poll.toMillis())
                .backoffStrategy(new FetchPause(door.address(), this::isStopping))
                .disableAutoFetching()
                .build();
        workers.byTopic().forEach((topic, worker) -> client.subscribe(topic.id())
                .handler((task, engine) -> handle(worker, task, engine))
                .open());
    }

    /** No retries, redirects or cookies behind our back: a report is repeated by {@link Report} or not at all. */
    private void customize(HttpClientBuilder http, Duration poll) {
        http.setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(poll.plus(LONGEST_ANSWER).toMillis(), TimeUnit.MILLISECONDS)
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression();
    }

    void start() {
        client.start();
    }

    private void handle(Worker worker, ExternalTask task, ExternalTaskService engine) {
        synchronized (this) {
            if (stopping) {
                return;
            }
            busy = true;
        }
        try {
            runner.run(worker, task, engine);
        } finally {
            synchronized (this) {
                busy = false;
                if (stopping) {
                    connections.close(CloseMode.IMMEDIATE);
                }
            }
        }
    }

    /** Fetches nothing more; returns when the task in work, if any, is reported. */
    void stop() {
        synchronized (this) {
            stopping = true;
            if (!busy) {
                // the thread waits at the engine for work, perhaps for seconds
                connections.close(CloseMode.IMMEDIATE);
            }
        }
        client.stop();
    }

    private synchronized boolean isStopping() {
        return stopping;
    }
}
