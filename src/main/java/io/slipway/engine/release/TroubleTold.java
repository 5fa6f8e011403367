package io.slipway.engine.release;

import io.slipway.contract.Variable;
import io.slipway.permit.Trouble;
import io.slipway.permit.Troubles;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Tells the check of the history what went wrong in the environment last, because workers have no evidence. */
@Component
@Profile("!worker")
class TroubleTold implements ExecutionListener {

    private final Troubles troubles;

    TroubleTold(Troubles troubles) {
        this.troubles = troubles;
    }

    @Override
    public void notify(DelegateExecution check) {
        var last = troubles.last(
                String.valueOf(check.getVariable(Variable.SERVICE.name())),
                String.valueOf(check.getVariable(Variable.ENVIRONMENT.name())));
        Told.to(
                check,
                Map.of(
                        Variable.TROUBLED_RELEASE, last.map(Trouble::release),
                        Variable.TROUBLED_END, last.map(Trouble::end)));
    }
}
