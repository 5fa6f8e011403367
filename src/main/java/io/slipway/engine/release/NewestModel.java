package io.slipway.engine.release;

import io.slipway.engine.Refusal;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;

/** A release starts with the models that were deployed last: old ones stay for those that began with them. */
final class NewestModel {

    private NewestModel() {}

    static void check(DelegateExecution release) {
        var process = ((ExecutionEntity) release).getProcessDefinition();
        var asked = process.getId();
        var newest = Context.getCommandContext()
                .getProcessDefinitionManager()
                .findLatestProcessDefinitionByKey(process.getKey())
                .getId();
        if (!newest.equals(asked)) {
            throw new Refusal("processDefinition", asked + " is an old model; start " + newest + ", or by the key");
        }
    }
}
