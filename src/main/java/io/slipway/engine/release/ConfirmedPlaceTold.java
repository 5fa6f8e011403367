package io.slipway.engine.release;

import io.slipway.contract.Variable;
import io.slipway.permit.Confirmations;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.spin.plugin.variable.SpinValues;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Tells who collects the facts what the catalog said of the environment when the version that is there was confirmed, because
 * workers have no evidence. What was compared with it is asked for by {@link PlanKeeper}.
 */
@Component
@Profile("!worker")
class ConfirmedPlaceTold implements ExecutionListener {

    private final Confirmations confirmations;

    ConfirmedPlaceTold(Confirmations confirmations) {
        this.confirmations = confirmations;
    }

    @Override
    public void notify(DelegateExecution facts) {
        @Nullable
        Object place = confirmations
                .place(
                        String.valueOf(facts.getVariable(Variable.SERVICE.name())),
                        String.valueOf(facts.getVariable(Variable.ENVIRONMENT.name())))
                .map(found -> SpinValues.jsonValue(found.write()).create())
                .orElse(null);
        try (var writing = OwnWrites.begin()) {
            facts.setVariableLocal(Variable.CONFIRMED_PLACE.name(), place);
        }
    }
}
