package io.slipway.engine.release;

import io.slipway.contract.Topic;
import io.slipway.evidence.EvidenceLog;
import io.slipway.evidence.Refusals;
import io.slipway.permit.Goal;
import io.slipway.permit.NoPermitYetException;
import io.slipway.permit.PermitOffice;
import io.slipway.permit.PermitRefusedException;
import io.slipway.permit.Plan;
import io.slipway.permit.ReleaseRecord;
import java.util.Arrays;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ExternalTaskEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Where workers ask for permits. That a worker holds the task is needed, and proves nothing: what it may do is decided
 * from the evidence.
 */
@Component
@Profile("!worker")
public class Permits {

    private final ObjectProvider<ProcessEngine> engine;
    private final EvidenceLog evidence;
    private final PermitOffice office;
    private final Places places;
    private final Refusals refusals;

    Permits(
            ObjectProvider<ProcessEngine> engine,
            EvidenceLog evidence,
            PermitOffice office,
            Places places,
            Refusals refusals) {
        this.engine = engine;
        this.evidence = evidence;
        this.office = office;
        this.places = places;
        this.refusals = refusals;
    }

    private record Held(String release, Topic action) {}

    /**
     * Issues a permit for the work of one task.
     *
     * @param task the id of the external task
     * @param worker who holds it
     * @param goal what the environment is to be brought to; empty: to nothing
     * @param actor the authenticated account
     * @return the permit, signed
     * @throws PermitRefusedException if there is none; the refusal is evidence
     * @throws NoPermitYetException if the worker does not hold the task (any more), or the chain is not known to be whole
     */
    public String ask(String task, String worker, Optional<Goal> goal, String actor) {
        Held held;
        try {
            held = held(task, worker);
        } catch (NoPermitYetException e) {
            refusals.refused(null, actor, "permit", String.valueOf(e.getMessage()));
            throw e;
        }
        try {
            office.requireReliable();
            return issue(held, task, worker, goal, actor);
        } catch (PermitRefusedException | NoPermitYetException e) {
            refusals.refused(
                    held.release(), actor, "permit for " + held.action().id(), String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private String issue(Held held, String task, String worker, Optional<Goal> goal, String actor) {
        var record = new ReleaseRecord(evidence.proofs(held.release()));
        var place = places.of(record)
                .orElseThrow(() -> new PermitRefusedException("The catalog does not have (any more) what the release "
                        + held.release() + " was started for"));
        var current = record.plan().map(Plan::changeClass).flatMap(known -> places.plan(record, known));
        return office.issue(
                new PermitOffice.Request(
                        held.release(), task, worker, actor, held.action(), place, places.isProduction(place), goal),
                current);
    }

    private Held held(String task, String worker) {
        var executor = ((ProcessEngineConfigurationImpl) engine.getObject().getProcessEngineConfiguration())
                .getCommandExecutorTxRequired();
        var found = executor.execute(
                context -> held(context.getExternalTaskManager().findExternalTaskById(task), worker));
        return found.orElseThrow(() -> new NoPermitYetException(
                "The task " + task + " is not held by " + worker + " (any more): whoever holds it asks for a permit"));
    }

    private static Optional<Held> held(@Nullable ExternalTaskEntity task, String worker) {
        if (task == null || task.getExecution() == null || !worker.equals(task.getWorkerId())) {
            return Optional.empty();
        }
        var until = task.getLockExpirationTime();
        if (until == null || !until.after(ClockUtil.getCurrentTime())) {
            return Optional.empty();
        }
        var release = task.getExecution().getProcessBusinessKey();
        return Arrays.stream(Topic.values())
                .filter(topic -> topic.id().equals(task.getTopicName()) && release != null)
                .findFirst()
                .map(topic -> new Held(release, topic));
    }
}
