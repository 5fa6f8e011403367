package io.slipway.worker;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.client.exception.BadRequestException;
import org.camunda.bpm.client.exception.ExternalTaskClientException;
import org.camunda.bpm.client.exception.NotFoundException;
import org.camunda.bpm.client.task.ExternalTask;
import org.camunda.bpm.client.task.ExternalTaskService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the locks of tasks that are worked on: extends each at a third of its duration, and calls the work off when the
 * engine says that the task is gone or somebody else's.
 */
final class Heartbeat implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final Duration lock;
    private final ScheduledThreadPoolExecutor clock;

    /** @param slots how many tasks may be held at once: one that hangs at the engine must not delay the others */
    Heartbeat(Duration lock, int slots) {
        this.lock = lock;
        clock = new ScheduledThreadPoolExecutor(slots, work -> {
            var thread = Executors.defaultThreadFactory().newThread(work);
            thread.setName("slipway-heartbeat");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
    }

    /** Holds the task for the calling thread until the result is closed. */
    HeldTask hold(ExternalTask task, ExternalTaskService engine) {
        var held = new HeldTask();
        var third = lock.toMillis() / 3;
        var beat = clock.scheduleWithFixedDelay(() -> extend(task, engine, held), third, third, TimeUnit.MILLISECONDS);
        held.atEnd(() -> beat.cancel(false));
        return held;
    }

    private void extend(ExternalTask task, ExternalTaskService engine, HeldTask held) {
        try {
            if (held.wanted()) {
                engine.extendLock(task, lock.toMillis());
            }
        } catch (NotFoundException | BadRequestException e) {
            LOG.debug("The lock of task {} cannot be extended", task.getId(), e);
            held.callOff();
        } catch (ExternalTaskClientException e) {
            // The engine is away. The work goes on: if nobody else takes the task meanwhile, its result still counts.
            LOG.warn(
                    "The lock of task {} ({}) was not extended: {}", task.getId(), task.getTopicName(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("The lock of task {} ({}) was not extended", task.getId(), task.getTopicName(), e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
