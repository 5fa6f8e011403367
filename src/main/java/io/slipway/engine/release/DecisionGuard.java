package io.slipway.engine.release;

import io.slipway.contract.Variable;
import io.slipway.engine.Refusal;
import io.slipway.engine.people.Persons;
import io.slipway.permit.Comparisons;
import io.slipway.permit.Restoration;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.task.IdentityLink;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Every completion of a user task comes through here: an answer that counts, by a person who is asked, and never about
 * one's own change where somebody else has to look. Being an administrator does not make one a person who is asked.
 */
@Component
@Profile("!worker")
class DecisionGuard implements TaskListener {

    private final OwnChange own;
    private final Persons persons;
    private final RestoreGuard restores;
    private final GoOnGuard goingOn;

    DecisionGuard(OwnChange own, Persons persons, RestoreGuard restores, GoOnGuard goingOn) {
        this.goingOn = goingOn;
        this.own = own;
        this.persons = persons;
        this.restores = restores;
    }

    @Override
    public void notify(DelegateTask task) {
        var decision = Decision.of(task.getTaskDefinitionKey())
                .orElseThrow(
                        () -> new IllegalStateException("Nobody said what counts as an answer to " + task.getName()));
        var authentication =
                task.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
        var person = Context.getCommandContext().getAuthenticatedUserId();
        if (person == null || authentication == null) {
            throw new Refusal("task", "a decision is taken by a person who is logged in");
        }
        var asked = task.getCandidates().stream().map(IdentityLink::getGroupId).collect(Collectors.toSet());
        var groups = authentication.getGroupIds();
        if (groups == null || groups.stream().noneMatch(asked::contains)) {
            throw new Refusal("task", person + " is not asked: '" + task.getName() + "' is decided by " + asked);
        }
        var answer = decision.check(task::getVariable);
        var release = task.getExecution().getProcessBusinessKey();
        var as = groups.stream().filter(asked::contains).toList();
        if (answer.equals(Restoration.RESTORE)) {
            restores.require(release, as, task.getVariable(Variable.ACCEPTED_LOSS.name()));
        }
        if (answer.equals(Comparisons.GO_ON)) {
            goingOn.require(release, as);
        }
        decision.stated(task::getVariable).forEach((told, words) -> restate(task, told, words, person));
        var goesOn = !answer.equals(decision.needsReason());
        if (!decision.notes().isEmpty()) {
            ChecklistNotes.check(person, asked, goesOn, task::getVariable)
                    .ifPresent(attested -> write(task, Variable.ATTESTED, attested));
        }
        if (decision.byOthers()) {
            own.refuse(person, release, goesOn, asked);
        }
    }

    private static void write(DelegateTask task, Variable<String> variable, @Nullable String value) {
        try (var writing = OwnWrites.begin()) {
            task.getExecution().setVariable(variable.name(), value);
        }
    }

    /** What is stated anew, the checks are told from now on; of the business impact also whose word it is. */
    private void restate(DelegateTask task, Variable<String> told, String words, String person) {
        write(task, told, words);
        if (told.equals(Variable.BUSINESS_IMPACT)) {
            write(task, Variable.IMPACT_BY, persons.of(person).orElse(null));
        }
    }
}
