package io.slipway.worker;

import io.slipway.contract.Variable;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One external task as a worker sees it.
 *
 * @param id of the task
 * @param businessKey of the release
 * @param variables what the task can see, by name; JSON as its text
 */
public record Job(String id, String businessKey, Map<String, @Nullable Object> variables) {

    public Job {
        variables = Collections.unmodifiableMap(new HashMap<>(variables));
    }

    /**
     * The variable's value.
     *
     * @throws IllegalStateException if it is absent or of another type: a model and its worker disagree
     */
    public <T> T get(Variable<T> variable) {
        return find(variable)
                .orElseThrow(() -> new IllegalStateException("The task has no variable '" + variable.name() + "'"));
    }

    /**
     * The variable's value, empty if it is absent or null.
     *
     * @throws IllegalStateException if it is of another type
     */
    public <T> Optional<T> find(Variable<T> variable) {
        var value = variables.get(variable.name());
        if (value != null && !variable.type().isInstance(value)) {
            throw new IllegalStateException("The variable '" + variable.name() + "' is a "
                    + value.getClass().getSimpleName() + ", not a "
                    + variable.type().getSimpleName());
        }
        return Optional.ofNullable(variable.type().cast(value));
    }
}
