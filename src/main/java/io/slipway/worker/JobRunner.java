package io.slipway.worker;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.client.task.ExternalTask;
import org.camunda.bpm.client.task.ExternalTaskService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Runs a worker for one task and sees to it that the engine gets an answer, whatever the worker does. */
final class JobRunner {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    private final AnswerWriter writer;
    private final Heartbeat heartbeat;
    private final Report report;
    private final PermitDoor permits;
    private final Set<HeldTask> running = ConcurrentHashMap.newKeySet();

    JobRunner(AnswerWriter writer, Heartbeat heartbeat, Report report, PermitDoor permits) {
        this.writer = writer;
        this.heartbeat = heartbeat;
        this.report = report;
        this.permits = permits;
    }

    /** Does the work and reports it; an interruption of the work ends here. */
    void run(Worker worker, ExternalTask task, ExternalTaskService engine) {
        MDC.put("release", Objects.toString(task.getBusinessKey(), ""));
        MDC.put("topic", task.getTopicName());
        MDC.put("task", task.getId());
        try (var held = heartbeat.hold(task, engine)) {
            running.add(held);
            var answer = answer(worker, task, held);
            held.clearStrayInterrupt();
            if (held.wanted()) {
                send(answer, task, engine);
            }
            running.remove(held);
            dropped(held.state(), task, engine);
        } finally {
            MDC.clear();
        }
    }

    private void send(Answer answer, ExternalTask task, ExternalTaskService engine) {
        try {
            report.send(answer, task, engine);
        } catch (InterruptedException e) {
            LOG.warn("The answer was not brought to the engine: interrupted");
        }
    }

    /** Everything is caught: what escaped to the client would only be logged, and the task fetched for ever. */
    private Answer answer(Worker worker, ExternalTask task, HeldTask held) {
        try {
            return work(worker, job(task));
        } catch (RetryableFailure e) {
            LOG.warn("The work failed and may be tried again: {}", e.getMessage(), e);
            return writer.retry(e, task.getRetries());
        } catch (Throwable e) {
            if (held.wanted()) {
                LOG.error("The work failed and is not tried again", e);
            }
            return writer.bug(e);
        }
    }

    private Job job(ExternalTask task) {
        return new Job(
                task.getId(),
                Objects.toString(task.getBusinessKey(), ""),
                task.getAllVariables(),
                demand -> permits.permit(demand, task.getWorkerId()));
    }

    private Answer work(Worker worker, Job job) throws InterruptedException {
        try {
            return writer.done(job, worker.work(job));
        } catch (BusinessStop e) {
            LOG.warn("The result cannot be reached ({}): {}", e.code().id(), e.getMessage());
            return writer.stop(job, e);
        }
    }

    private static void dropped(HeldTask.State state, ExternalTask task, ExternalTaskService engine) {
        if (state == HeldTask.State.CALLED_OFF) {
            LOG.info("The work was called off, nothing is reported");
        } else if (state == HeldTask.State.CUT_SHORT) {
            // the work has ended: whoever comes next need not wait for the lock to lapse
            Thread.interrupted();
            try {
                engine.unlock(task);
                LOG.info("The work was cut short because this JVM stops; the task is free again");
            } catch (RuntimeException e) {
                LOG.info("The work was cut short because this JVM stops; the task is free when its lock lapses");
            }
        }
    }

    /** Interrupts all work; none of it is reported, the engine will ask for it again. */
    void cutShort() {
        running.forEach(HeldTask::cutShort);
    }
}
