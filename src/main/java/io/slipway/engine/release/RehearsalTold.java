package io.slipway.engine.release;

import io.slipway.contract.Variable;
import io.slipway.permit.EndedRehearsal;
import io.slipway.permit.Rehearsals;
import java.time.Duration;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Tells the check of the rollback plan which rehearsal ended last, because workers have no evidence. It is told anew each time,
 * so that a check after a stop sees what was rehearsed since.
 */
@Component
@Profile("!worker")
class RehearsalTold implements ExecutionListener {

    private final Rehearsals rehearsals;
    private final Places places;

    RehearsalTold(Rehearsals rehearsals, Places places) {
        this.rehearsals = rehearsals;
        this.places = places;
    }

    @Override
    public void notify(DelegateExecution check) {
        var service = String.valueOf(check.getVariable(Variable.SERVICE.name()));
        var environment = String.valueOf(check.getVariable(Variable.ENVIRONMENT.name()));
        var newest = places.rehearsal(service, environment)
                .flatMap(demand -> rehearsals.newest(service, demand.environment()));
        Told.to(
                check,
                Map.of(
                        Variable.REHEARSAL, newest.map(EndedRehearsal::key),
                        Variable.REHEARSED_AT, newest.map(found -> found.at().toString()),
                        Variable.RECOVERED_WITHIN,
                                newest.flatMap(EndedRehearsal::recovered).map(Duration::toString)));
    }
}
