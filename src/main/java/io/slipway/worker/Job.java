package io.slipway.worker;

import io.slipway.contract.ErrorCode;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.permit.Demand;
import io.slipway.permit.Goal;
import io.slipway.permit.Permit;
import io.slipway.permit.PermitRefusedException;
import java.time.Instant;
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
 * @param permits where its permits come from
 */
public record Job(String id, String businessKey, Map<String, @Nullable Object> variables, Permits permits) {

    /** Where a job's permits come from. */
    public interface Permits {

        /**
         * Gets a permit.
         *
         * @throws PermitRefusedException if there is none
         * @throws RetryableFailure if it is not known whether there is one
         */
        Permit permit(Demand demand) throws InterruptedException;
    }

    public Job {
        variables = Collections.unmodifiableMap(new HashMap<>(variables));
    }

    /** What the job brings its environment to; empty: to nothing. */
    public Optional<Goal> goal() {
        return find(Variable.GOAL_VERSION).map(version -> new Goal(version, get(Variable.GOAL_DIGEST)));
    }

    /**
     * The permit to do this job: asked for now, so that it says what holds now, and checked.
     *
     * @param action what is going to be done
     * @param goal what the environment is brought to; empty: to nothing
     * @throws PermitRefusedException if there is none
     */
    public Permit permit(Topic action, Optional<Goal> goal) throws InterruptedException {
        var demand = new Demand(id, action, get(Variable.SERVICE), get(Variable.ENVIRONMENT), goal);
        var permit = permits.permit(demand);
        permit.requireFor(demand, Instant.now());
        return permit;
    }

    /**
     * The same for work whose model knows what to do without a permit.
     *
     * @throws BusinessStop if there is none
     */
    public Permit permit(Topic action, Optional<Goal> goal, ErrorCode otherwise) throws InterruptedException {
        try {
            return permit(action, goal);
        } catch (PermitRefusedException e) {
            throw new BusinessStop(otherwise, String.valueOf(e.getMessage()));
        }
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
