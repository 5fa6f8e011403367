package io.slipway.worker;

import io.slipway.contract.LostLock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.camunda.bpm.client.exception.BadRequestException;
import org.camunda.bpm.client.exception.EngineException;
import org.camunda.bpm.client.exception.NotFoundException;
import org.camunda.bpm.client.exception.RestException;
import org.camunda.bpm.client.task.ExternalTask;
import org.camunda.bpm.client.task.ExternalTaskService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings an answer to the engine. The effect is done by then, so an answer is worth keeping: while the engine is away it
 * is offered again; an answer that the engine itself refuses becomes a failure without retries, an engine incident.
 */
final class Report {

    private static final Logger LOG = LoggerFactory.getLogger(Report.class);
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    /** Optimistic locking and deadlock: somebody else wrote at the same moment, and trying again helps. */
    private static final List<Integer> CONFLICTS = List.of(1, 2);

    private final Duration keptFor;
    private final Duration refusedFor;

    Report(WorkerSettings settings) {
        keptFor = settings.reportFor();
        refusedFor = settings.refusedFor();
    }

    /**
     * Returns when the engine has the answer or does not want it.
     *
     * @throws InterruptedException if the task is called off, or this JVM stops
     */
    void send(Answer answer, ExternalTask task, ExternalTaskService engine) throws InterruptedException {
        var began = System.nanoTime();
        for (var pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS)) {
            try {
                answer.send(task, engine);
                return;
            } catch (NotFoundException e) {
                LOG.info("The task is gone, its answer is dropped: {}", e.getMessage());
                return;
            } catch (BadRequestException | EngineException e) {
                if (Objects.toString(e.getMessage()).contains(LostLock.SAYS)) {
                    // whoever asks for the work again may be this very worker: a failure would be taken for that one's
                    LOG.info("The task was overtaken, its answer is dropped: {}", e.getMessage());
                    return;
                }
                if (!conflict(e) && !worthAnotherTry(e, answer, began)) {
                    refused(answer, e, task, engine);
                    return;
                }
                LOG.debug("The engine did not take the answer yet", e);
            } catch (RuntimeException e) {
                LOG.warn("The engine cannot be told the answer, trying again in {} ms: {}", pause, e.toString());
            }
            if (elapsed(began).compareTo(keptFor) > 0) {
                LOG.error("The engine could not be told the answer for {}; it will ask for the work again", keptFor);
                return;
            }
            Thread.sleep(pause / 2 + ThreadLocalRandom.current().nextLong(pause));
        }
    }

    /** An error of the engine may be its database's, and pass; a bad request stays one. */
    private boolean worthAnotherTry(RuntimeException e, Answer answer, long began) {
        return e instanceof EngineException
                && (answer instanceof Answer.Failed || elapsed(began).compareTo(refusedFor) < 0);
    }

    private void refused(Answer answer, RuntimeException e, ExternalTask task, ExternalTaskService engine)
            throws InterruptedException {
        if (answer instanceof Answer.Failed) {
            LOG.info("The task is not this worker's any more, its answer is dropped: {}", e.getMessage());
            return;
        }
        LOG.error("The engine refuses the answer", e);
        var lines = List.of(
                "The work was done, but the engine refuses its result:",
                Objects.toString(e.getMessage()),
                "Mend the cause, then retry; the work is done again, which is harmless.");
        send(AnswerWriter.refused(lines), task, engine);
    }

    private static boolean conflict(RuntimeException e) {
        return e.getCause() instanceof RestException rest
                && rest.getCode() != null
                && CONFLICTS.contains(rest.getCode());
    }

    private static Duration elapsed(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
