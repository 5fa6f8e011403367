package io.slipway.engine.release;

import io.slipway.contract.ChecklistItem;
import io.slipway.contract.Variable;
import io.slipway.engine.Refusal;
import io.slipway.permit.Comparisons;
import io.slipway.permit.Restoration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a person can be asked, and what counts as an answer.
 *
 * @param task the id of the user task in its model
 * @param answer the variable that holds the answer
 * @param answers the answers that there are
 * @param reason the variable that holds the reason
 * @param needsReason the answer that needs one: the safe "no"; who goes on though nothing is decided gives one as well
 * @param statements the variables that hold what may be stated anew with the answer, and what the checks are told it as
 * @param named the variables that name what the answer gives up
 * @param notes the variables that hold what is attested of the checklist with the answer
 * @param byOthers nobody answers this about a change of their own
 */
record Decision(
        String task,
        Variable<String> answer,
        List<String> answers,
        Variable<String> reason,
        String needsReason,
        Map<Variable<String>, Variable<String>> statements,
        List<Variable<String>> named,
        List<Variable<String>> notes,
        boolean byOthers) {

    static final List<Decision> ALL = List.of(
            new Decision(
                    "Task_ApproveRelease",
                    Variable.APPROVAL_DECISION,
                    List.of("approve", "reject"),
                    Variable.APPROVAL_REASON,
                    "reject",
                    Map.of(),
                    List.of(),
                    Arrays.stream(ChecklistItem.values())
                            .map(ChecklistItem::note)
                            .toList(),
                    true),
            new Decision(
                    "Task_ResolveStop",
                    Variable.STOP_DECISION,
                    List.of("re-check", Comparisons.GO_ON, Restoration.RESTORE, "give-up"),
                    Variable.STOP_REASON,
                    "give-up",
                    Map.of(
                            Variable.STATED_IMPACT, Variable.BUSINESS_IMPACT,
                            Variable.STATED_DATA_ROLLBACK, Variable.DATA_ROLLBACK,
                            Variable.STATED_ROOT_CAUSE, Variable.ROOT_CAUSE,
                            Variable.STATED_SCALING_SIGNAL, Variable.SCALING_SIGNAL),
                    List.of(Variable.ACCEPTED_LOSS),
                    List.of(),
                    false));

    static Optional<Decision> of(String task) {
        return ALL.stream().filter(decision -> decision.task().equals(task)).findFirst();
    }

    /** The names of the variables that a person may write when completing a task. */
    static Stream<String> variables() {
        return ALL.stream().flatMap(Decision::fields).map(Variable::name);
    }

    /** What it may be answered with. */
    Stream<Variable<String>> fields() {
        return Stream.of(List.of(answer, reason), statements.keySet(), named, notes)
                .flatMap(Collection::stream);
    }

    /**
     * Validates what a person gave, as the form does and without trusting it.
     *
     * @param given the variables by name
     * @return the answer
     * @throws Refusal if it is no answer that counts
     */
    String check(Function<String, @Nullable Object> given) {
        if (!(given.apply(answer.name()) instanceof String chosen) || !answers.contains(chosen)) {
            throw new Refusal(answer.name(), "must be one of " + answers + "; there is no other way");
        }
        var why = given.apply(reason.name());
        if (chosen.equals(needsReason) || chosen.equals(Comparisons.GO_ON)) {
            Words.sentence(reason.name(), why);
        } else {
            Words.of(reason.name(), why);
        }
        if (chosen.equals(Restoration.RESTORE)) {
            named.forEach(variable -> Words.number(variable.name(), given.apply(variable.name())));
        }
        stated(given);
        return chosen;
    }

    /**
     * What is stated anew with the answer, by the variable that the checks are told it as; empty: nothing.
     *
     * @throws Refusal if some of it says nothing
     */
    Map<Variable<String>, String> stated(Function<String, @Nullable Object> given) {
        var stated = new HashMap<Variable<String>, String>();
        statements.forEach((statement, told) -> Words.optional(statement.name(), given.apply(statement.name()))
                .ifPresent(words -> stated.put(told, words)));
        return stated;
    }
}
