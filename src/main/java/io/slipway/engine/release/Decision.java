package io.slipway.engine.release;

import io.slipway.contract.Variable;
import io.slipway.engine.Refusal;
import java.util.List;
import java.util.Objects;
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
 * @param needsReason the answer that needs one: the safe "no"
 * @param statement the variable that holds what may be stated anew with the answer; null: nothing
 * @param byOthers nobody answers this about a change of their own
 */
record Decision(
        String task,
        Variable<String> answer,
        List<String> answers,
        Variable<String> reason,
        String needsReason,
        @Nullable Variable<String> statement,
        boolean byOthers) {

    static final List<Decision> ALL = List.of(
            new Decision(
                    "Task_ApproveRelease",
                    Variable.APPROVAL_DECISION,
                    List.of("approve", "reject"),
                    Variable.APPROVAL_REASON,
                    "reject",
                    null,
                    true),
            new Decision(
                    "Task_ResolveStop",
                    Variable.STOP_DECISION,
                    List.of("re-check", "give-up"),
                    Variable.STOP_REASON,
                    "give-up",
                    Variable.STATED_IMPACT,
                    false));

    static Optional<Decision> of(String task) {
        return ALL.stream().filter(decision -> decision.task().equals(task)).findFirst();
    }

    /** The names of the variables that a person may write when completing a task. */
    static Stream<String> variables() {
        return ALL.stream()
                .flatMap(decision -> Stream.of(decision.answer(), decision.reason(), decision.statement()))
                .filter(Objects::nonNull)
                .map(Variable::name);
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
        if (chosen.equals(needsReason)) {
            Words.sentence(reason, why);
        } else {
            Words.of(reason, why);
        }
        stated(given);
        return chosen;
    }

    /**
     * What is stated anew with the answer; empty: nothing.
     *
     * @throws Refusal if it says nothing
     */
    Optional<String> stated(Function<String, @Nullable Object> given) {
        if (statement == null) {
            return Optional.empty();
        }
        var words = given.apply(statement.name());
        return Words.of(statement, words).isEmpty() ? Optional.empty() : Optional.of(Words.sentence(statement, words));
    }
}
