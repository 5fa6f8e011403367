package io.slipway.engine.proof;

import io.slipway.contract.Variable;
import java.util.Map;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.jspecify.annotations.Nullable;

/** Which artifact a part of a release is about. */
final class Digests {

    private Digests() {}

    /** The digest of the goal that is being worked towards; else that of the release's artifact; null: none is known yet. */
    static @Nullable String of(@Nullable ExecutionEntity execution, Map<String, ?> sent) {
        for (var name : new String[] {Variable.GOAL_DIGEST.name(), Variable.ARTIFACT_DIGEST.name()}) {
            var digest = Sent.text(sent, name);
            if (digest != null) {
                return digest;
            }
        }
        if (execution == null) {
            return null;
        }
        if (execution.getVariable(Variable.GOAL_DIGEST.name()) instanceof String goal) {
            return goal;
        }
        for (ExecutionEntity at = execution;
                at != null;
                at = at.getProcessInstance().getSuperExecution()) {
            if (at.getVariable(Variable.ARTIFACT_DIGEST.name()) instanceof String digest) {
                return digest;
            }
        }
        return null;
    }
}
