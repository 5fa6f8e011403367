package io.slipway.engine.release;

import io.slipway.contract.Variable;
import io.slipway.engine.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;

/**
 * What a person can be asked, and what counts as an answer.
 *
 * @param task the id of the user task in its model
 * @param answer the variable that holds the answer
 * @param answers the answers that there are
 * @param reason the variable that holds the reason
 * @param needsReason the answer that needs one
 * @param byOthers nobody answers this about a release that they started themselves
 */
record Decision(
        String task,
        Variable<String> answer,
        List<String> answers,
        Variable<String> reason,
        String needsReason,
        boolean byOthers) {

    private static final int LONGEST_REASON = 2000;

    static final List<Decision> ALL = List.of(
            new Decision(
                    "Task_ApproveRelease",
                    Variable.APPROVAL_DECISION,
                    List.of("approve", "reject"),
                    Variable.APPROVAL_REASON,
                    "reject",
                    true),
            new Decision(
                    "Task_ResolveStop",
                    Variable.STOP_DECISION,
                    List.of("re-check", "give-up"),
                    Variable.STOP_REASON,
                    "give-up",
                    false));

    static Optional<Decision> of(String task) {
        return ALL.stream().filter(decision -> decision.task().equals(task)).findFirst();
    }

    /** The names of the variables that a person may write when completing a task. */
    static Stream<String> variables() {
        return ALL.stream()
                .flatMap(decision ->
                        Stream.of(decision.answer().name(), decision.reason().name()));
    }

    /** @throws Refusal if the task is being completed without an answer that counts */
    void check(DelegateTask completed) {
        if (!(completed.getVariable(answer.name()) instanceof String given) || !answers.contains(given)) {
            throw new Refusal(answer.name(), "must be one of " + answers + "; there is no other way");
        }
        var why = completed.getVariable(reason.name());
        var text = why instanceof String words ? words.strip() : "";
        if (given.equals(needsReason) && text.length() < 3) {
            throw new Refusal(reason.name(), "must be given for '" + given + "', in at least a word");
        }
        if (text.length() > LONGEST_REASON) {
            throw new Refusal(reason.name(), "has " + text.length() + " characters; at most " + LONGEST_REASON);
        }
    }
}
