package io.slipway.engine.release;

import io.slipway.contract.Variable;
import io.slipway.engine.people.Persons;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Tells whoever tells people whom: the accounts of the roles that the model names, as they are at that moment. */
@Component
@Profile("!worker")
class RecipientsTold implements ExecutionListener {

    private final Persons persons;

    RecipientsTold(Persons persons) {
        this.persons = persons;
    }

    @Override
    public void notify(DelegateExecution task) {
        var roles = task.getVariable(Variable.TOLD_ROLES.name()) instanceof String text
                ? List.of(text.split(","))
                : List.<String>of();
        try (var writing = OwnWrites.begin()) {
            task.setVariableLocal(Variable.RECIPIENTS.name(), String.join(",", persons.having(roles)));
        }
    }
}
