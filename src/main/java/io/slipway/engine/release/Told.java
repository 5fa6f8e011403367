package io.slipway.engine.release;

import io.slipway.contract.Variable;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.jspecify.annotations.Nullable;

/** What Slipway tells the worker of one task from what it knows: for that task alone, and anew each time that it is reached. */
final class Told {

    private Told() {}

    /** @param values empty: the worker is told that there is none, whatever somebody wrote there before */
    static void to(DelegateExecution task, Map<Variable<String>, Optional<String>> values) {
        try (var writing = OwnWrites.begin()) {
            values.forEach((variable, value) -> {
                @Nullable String text = value.orElse(null);
                task.setVariableLocal(variable.name(), text);
            });
        }
    }
}
