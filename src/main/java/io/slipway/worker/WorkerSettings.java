package io.slipway.worker;

import io.slipway.contract.Topic;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How workers run here.
 *
 * @param engine REST address of the engine; absent: the engine of this JVM
 * @param slots how many tasks are worked on at once; 0: no worker runs in this JVM
 * @param topics the topics that are worked on here; empty: all
 * @param lock how long a task stays this worker's after its last sign of life
 * @param poll how long a request for work waits at the engine; also what a retry or a lapsed lock may be late
 * @param retryPauses the pause before each retry of a {@link RetryableFailure}; as many retries as pauses
 * @param reportFor how long a result is kept and offered while the engine is away
 * @param refusedFor how long a result is offered again that the engine answers with an error of its own
 * @param shutdown how long running work may go on when this JVM is told to stop
 * @param sslBundle name of the SSL bundle whose trust the engine's certificate is checked against
 */
@ConfigurationProperties("slipway.worker")
record WorkerSettings(
        @Nullable URI engine,
        @DefaultValue("4") int slots,
        @DefaultValue List<Topic> topics,
        @DefaultValue("20s") Duration lock,
        @DefaultValue("5s") Duration poll,
        @DefaultValue({"2s", "10s", "30s"}) List<Duration> retryPauses,
        @DefaultValue("5m") Duration reportFor,
        @DefaultValue("15s") Duration refusedFor,
        @DefaultValue("5s") Duration shutdown,
        @Nullable String sslBundle) {

    private static final int MOST_SLOTS = 64;

    WorkerSettings {
        topics = List.copyOf(topics);
        retryPauses = List.copyOf(retryPauses);
        if (slots < 0 || slots > MOST_SLOTS) {
            throw new IllegalArgumentException(
                    "slipway.worker.slots is " + slots + "; give a number from 0 (no workers here) to " + MOST_SLOTS);
        }
        atLeastOneSecond("lock", lock);
        atLeastOneSecond("poll", poll);
        retryPauses.forEach(pause -> notNegative("retry-pauses", pause));
        notNegative("report-for", reportFor);
        notNegative("refused-for", refusedFor);
        notNegative("shutdown", shutdown);
    }

    private static void atLeastOneSecond(String name, Duration value) {
        if (value.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("slipway.worker." + name + " is " + value + "; give one second or more");
        }
    }

    private static void notNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("slipway.worker." + name + " is " + value + "; give no negative time");
        }
    }

    /** The pause before the retry after which {@code left} retries are left, the first one included. */
    Duration pauseBefore(int left) {
        if (retryPauses.isEmpty()) {
            return Duration.ZERO;
        }
        return retryPauses.get(Math.min(Math.max(retryPauses.size() - left, 0), retryPauses.size() - 1));
    }
}
