package io.slipway.engine.release;

import io.slipway.contract.Variable;
import io.slipway.permit.Confirmation;
import io.slipway.permit.Confirmations;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Tells the check of the environment before what is confirmed there, because workers have no evidence. It is told anew each
 * time, so that a check after a stop sees what is so by then.
 */
@Component
@Profile("!worker")
class StagedTold implements ExecutionListener {

    private final Confirmations confirmations;
    private final Places places;

    StagedTold(Confirmations confirmations, Places places) {
        this.confirmations = confirmations;
        this.places = places;
    }

    @Override
    public void notify(DelegateExecution check) {
        var service = String.valueOf(check.getVariable(Variable.SERVICE.name()));
        var environment = String.valueOf(check.getVariable(Variable.ENVIRONMENT.name()));
        var staged = places.staging(service, environment)
                .flatMap(staging -> confirmations.of(service, staging.environment()));
        Told.to(
                check,
                Map.of(
                        Variable.STAGED_RELEASE, staged.map(Confirmation::release),
                        Variable.STAGED_DIGEST, staged.map(found -> found.goal().digest()),
                        Variable.STAGED_AT, staged.map(found -> found.at().toString())));
    }
}
