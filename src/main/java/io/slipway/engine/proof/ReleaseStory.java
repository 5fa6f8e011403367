package io.slipway.engine.proof;

import io.slipway.contract.ProcessKey;
import io.slipway.contract.ReleaseEnd;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.engine.people.Persons;
import io.slipway.evidence.EntryKind;
import io.slipway.evidence.EvidenceLog;
import io.slipway.evidence.Fact;
import io.slipway.permit.Leases;
import io.slipway.permit.Rehearsals;
import io.slipway.permit.ReleaseRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.task.IdentityLink;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Records what becomes of a release: its start, its way through the models, decisions, stops and its end.
 *
 * <p>Over 150 lines: what the evidence tells of a release is said in one place.
 */
@Component
@Profile("!worker")
class ReleaseStory {

    private final EvidenceLog evidence;
    private final DeployedModels models;
    private final Leases leases;
    private final Persons persons;
    private final Rehearsals rehearsals;

    ReleaseStory(EvidenceLog evidence, DeployedModels models, Leases leases, Persons persons, Rehearsals rehearsals) {
        this.leases = leases;
        this.evidence = evidence;
        this.persons = persons;
        this.rehearsals = rehearsals;
        this.models = models;
    }

    void started(DelegateExecution release) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        for (var variables : List.of(Variable.START, Variable.START_OF_ROLLBACK)) {
            variables.forEach(variable -> body.put(variable.name(), release.getVariable(variable.name())));
        }
        for (var told : List.of(Variable.ROLLED_BACK_RELEASE, Variable.REHEARSED_RELEASE, Variable.OTHER_RELEASE)) {
            body.put(told.name(), release.getVariable(told.name()));
        }
        body.put("person", persons.of(Actor.now()).orElse(null));
        body.put(Variable.CONFIRMED_VERSION.name(), release.getVariable(Variable.CONFIRMED_VERSION.name()));
        body.put(Variable.CONFIRMED_DIGEST.name(), release.getVariable(Variable.CONFIRMED_DIGEST.name()));
        var deployment = ((ExecutionEntity) release).getProcessDefinition().getDeploymentId();
        body.put("instance", release.getProcessInstanceId());
        body.put("deployment", deployment);
        body.put("models", models.digests(deployment));
        record(release, EntryKind.START, List.of(Rule.PHASE_0), body);
        leases.tell(release.getProcessBusinessKey());
    }

    void reached(DelegateExecution execution, String process, String element) {
        record(execution, EntryKind.STEP, List.of(Rule.PHASE_0), Map.of("reached", List.of(process + "/" + element)));
    }

    void decided(DelegateTask task) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("decision", task.getTaskDefinitionKey());
        body.put("task", task.getId());
        body.put("created", String.valueOf(task.getCreateTime().toInstant()));
        for (var variable : Variable.DECIDED) {
            body.put(variable.name(), task.getVariable(variable.name()));
        }
        body.put("digest", Digests.of((ExecutionEntity) task.getExecution(), Map.of()));
        body.put("plan", plan(task.getExecution().getProcessBusinessKey()));
        var identity = task.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
        body.put("person", persons.of(Actor.now()).orElse(null));
        body.put("groups", identity == null ? null : identity.getGroupIds());
        body.put(
                "asked",
                task.getCandidates().stream()
                        .map(IdentityLink::getGroupId)
                        .filter(Objects::nonNull)
                        .sorted()
                        .toList());
        record(task.getExecution(), EntryKind.DECISION, List.of(Rule.CHECK_8, Rule.GATE_6), body);
    }

    /** The plan that is being decided about, as it was written down. */
    private @Nullable Object plan(@Nullable String release) {
        return release == null
                ? null
                : evidence.proofs(release)
                        .newest(EntryKind.PLAN)
                        .map(plan -> plan.fact().body().path("hash").asText())
                        .orElse(null);
    }

    void lapsed(DelegateExecution execution, String task) {
        record(execution, EntryKind.DECISION, List.of(Rule.GATE_6), Map.of("decision", task, "lapsed", true));
    }

    void withdrawn(DelegateExecution execution) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("decision", "withdraw");
        new ReleaseRecord(evidence.proofs(execution.getProcessBusinessKey()))
                .newer()
                .ifPresent(newer -> {
                    body.put("newerRelease", newer.release());
                    body.put("startedBy", newer.startedBy());
                });
        record(execution, EntryKind.DECISION, List.of(Rule.AUTH_4), body);
    }

    void stopped(DelegateExecution stop) {
        var rules = new ArrayList<Rule>(List.of(Rule.GATE_6));
        var open = new ArrayList<Object>();
        var findings = ((ExecutionEntity) stop).getVariableTyped(Variable.FINDINGS.name(), false);
        for (var finding : FreshFindings.between("[]", Sent.text(findings))) {
            if (!finding.path("verdict").asText().equals("pass")) {
                rules.add(FreshFindings.rule(finding));
                open.add(finding);
            }
        }
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("phase", stop.getVariable(Variable.PHASE.name()));
        body.put("open", open);
        body.put("approvalReason", stop.getVariable(Variable.APPROVAL_REASON.name()));
        record(stop, EntryKind.STOP, rules, body);
    }

    /** At every end, cancellation and deletion included. */
    void ended(DelegateExecution release) {
        var execution = (ExecutionEntity) release;
        var outcome = String.valueOf(release.getVariable(Variable.OUTCOME.name()));
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("outcome", release.isCanceled() ? "deleted" : outcome);
        body.put("why", execution.getDeleteReason());
        body.put("digest", Digests.of(execution, Map.of()));
        var rules = new ArrayList<>(release.isCanceled() ? List.of(Rule.PHASE_0) : rules(outcome));
        if (execution.getProcessDefinition().getKey().equals(ProcessKey.REHEARSE_ROLLBACK.id())) {
            rules.add(Rule.ROLL_4);
            body.putAll(recovery(String.valueOf(release.getProcessBusinessKey()), outcome));
        }
        record(release, EntryKind.END, rules, body);
    }

    /** What a rehearsal that has passed leaves for those who ask how long it took. */
    private Map<String, Object> recovery(String rehearsal, String outcome) {
        if (!outcome.equals(ReleaseEnd.REHEARSED.id())) {
            return Map.of();
        }
        var record = new ReleaseRecord(evidence.proofs(rehearsal));
        return rehearsals
                .passed(record)
                .<Map<String, Object>>map(recovery -> Map.of(
                        "rehearsal",
                        recovery.json(),
                        "recoveryTimes",
                        rehearsals.recoveryTimes(rehearsal, record, recovery)))
                .orElse(Map.of());
    }

    private static List<Rule> rules(String outcome) {
        return outcome.equals(ReleaseEnd.CONFIRMED.id())
                ? List.of(Rule.CONF_1)
                : outcome.equals(ReleaseEnd.ROLLED_BACK.id()) ? List.of(Rule.CONF_2, Rule.ROLL_1) : List.of();
    }

    private void record(
            DelegateExecution execution,
            EntryKind kind,
            Collection<Rule> rules,
            Map<String, ? extends @Nullable Object> body) {
        evidence.record(Fact.of(execution.getProcessBusinessKey(), kind, rules, Actor.now(), body));
    }
}
