package io.slipway.engine.release;

import io.slipway.contract.Place;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.engine.Refusal;
import io.slipway.evidence.EntryKind;
import io.slipway.evidence.EvidenceLog;
import io.slipway.evidence.Fact;
import io.slipway.permit.Confirmations;
import io.slipway.permit.Goal;
import io.slipway.permit.Plan;
import io.slipway.permit.ReleaseRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnDecisionResultEntries;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.util.DecisionEvaluationUtil;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Writes the plan down as soon as the change is classified. The class was decided from variables, so they are compared
 * with what the workers answered, as the evidence has it: who altered one of them gets no plan.
 */
@Component
@Profile("!worker")
class PlanKeeper implements ExecutionListener {

    private final EvidenceLog evidence;
    private final Places places;
    private final Confirmations confirmations;

    PlanKeeper(EvidenceLog evidence, Places places, Confirmations confirmations) {
        this.evidence = evidence;
        this.places = places;
        this.confirmations = confirmations;
    }

    @Override
    public void notify(DelegateExecution release) {
        var key = release.getProcessBusinessKey();
        var record = new ReleaseRecord(evidence.proofs(key));
        for (var variable : List.of(Variable.ARTIFACT_DIGEST, Variable.TARGET_CHANGES)) {
            requireSame(release, variable, record.answered(Topic.COLLECT_FACTS, variable.name()));
        }
        requireSame(release, Variable.CHANGE_KINDS, record.changeKinds());
        requireComparedWith(record.confirmed().map(Goal::digest), record);
        requireSame(release, Variable.REQUESTED_CLASS, record.asked(Variable.REQUESTED_CLASS.name()));
        requireSame(release, Variable.VERSION, record.asked(Variable.VERSION.name()));
        var classified = classified(release);
        var plan = places.plan(record, classified.getEntry(Variable.CHANGE_CLASS.name()));
        if (plan.isEmpty()) {
            return;
        }
        requireSamePlaces(confirmations.placeBefore(record), plan.get(), record);
        var hash = plan.get().hash();
        evidence.record(Fact.of(
                key,
                EntryKind.PLAN,
                List.of(Rule.ROLE_1, Rule.PREP_4),
                Fact.SLIPWAY,
                Map.of(
                        "hash",
                        hash,
                        "plan",
                        plan.get().json(),
                        "classReason",
                        classified.getEntry(Variable.CLASS_REASON.name())
                                + record.answered(Topic.COLLECT_FACTS, Variable.TARGET_CHANGES.name())
                                        .orElse(""))));
        try (var writing = OwnWrites.begin()) {
            release.setVariable(Variable.PLAN_HASH.name(), hash);
            release.setVariable(Variable.SHARES.name(), shares(plan.get()));
        }
    }

    private static @Nullable String shares(Plan plan) {
        return plan.shares().orElse(null);
    }

    /** What changes, and whose work it is, was found out against a confirmed version: it has to be the one that is there. */
    private static void requireComparedWith(Optional<String> confirmed, ReleaseRecord record) {
        var compared = record.answered(Topic.COLLECT_FACTS, Variable.CONFIRMED_DIGEST.name());
        if (!compared.equals(confirmed)) {
            throw new Refusal(
                    Variable.CONFIRMED_DIGEST.name(),
                    "the change was compared with '" + compared.orElse("nothing") + "', but confirmed is '"
                            + confirmed.orElse("nothing")
                            + "': somebody altered it. Withdraw the release and find out who");
        }
    }

    /** What the catalog changes was found out from what the worker was told, and from the catalog that it has. */
    private static void requireSamePlaces(Optional<Place> before, Plan plan, ReleaseRecord record) {
        var told = record.answered(Topic.COLLECT_FACTS, Variable.CONFIRMED_PLACE_DIGEST.name());
        if (!told.equals(before.map(Place::digest))) {
            throw new Refusal(
                    Variable.CONFIRMED_PLACE.name(),
                    "the catalog was compared with "
                            + told.map(digest -> "another target").orElse("no target")
                            + " than the evidence has of what is confirmed: somebody altered it. Withdraw the release and find"
                            + " out who");
        }
        var here = record.answered(Topic.COLLECT_FACTS, Variable.PLACE_DIGEST.name());
        if (!here.equals(plan.place().map(Place::digest))) {
            throw new Refusal(
                    Variable.PLACE_DIGEST.name(),
                    "the change was classified for another target or traffic than the catalog here describes: it was edited"
                            + " meanwhile, or the worker has another one, or is an older Slipway. Server and workers need the"
                            + " same catalog; see to that, withdraw the release and start it anew");
        }
    }

    private static void requireSame(DelegateExecution release, Variable<String> variable, Optional<String> proven) {
        var value = text(release, variable);
        if (!proven.equals(Optional.ofNullable(value).filter(text -> !text.isEmpty()))) {
            throw new Refusal(
                    variable.name(),
                    "is '" + value + "', but the evidence says '" + proven.orElse("nothing")
                            + "': somebody altered it. Withdraw the release and find out who");
        }
    }

    /** What the decision answered, from the engine itself: the variables are made of it only after this. */
    private static DmnDecisionResultEntries classified(DelegateExecution release) {
        var result = (DmnDecisionResult) release.getVariable(DecisionEvaluationUtil.DECISION_RESULT_VARIABLE);
        return result.getSingleResult();
    }

    private static @Nullable String text(DelegateExecution release, Variable<String> variable) {
        return release.getVariable(variable.name()) instanceof String text ? text : null;
    }
}
