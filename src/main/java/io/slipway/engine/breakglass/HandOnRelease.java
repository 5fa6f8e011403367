package io.slipway.engine.breakglass;

import io.slipway.contract.ProcessKey;
import io.slipway.engine.proof.Fields;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.ProcessInstanceModificationBuilderImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;

/**
 * A command that puts hand on one process instance: which release that is part of, and what it would do.
 *
 * @param release its key
 * @param what in words, without the values of variables
 */
record HandOnRelease(String release, Map<String, Object> what) {

    /** Within a command; empty: it is about nothing that is part of a release. */
    static Optional<HandOnRelease> of(Command<?> command, CommandContext context) {
        var builder = Fields.find(command, "builder") instanceof ProcessInstanceModificationBuilderImpl modification
                ? modification
                : null;
        return Stream.of(
                        builder == null ? null : builder.getProcessInstanceId(),
                        Fields.find(command, "processInstanceId"),
                        Fields.find(command, "entityId"))
                .filter(String.class::isInstance)
                .map(id -> context.getExecutionManager().findExecutionById((String) id))
                .filter(Objects::nonNull)
                .findFirst()
                .flatMap(execution -> release(execution, context)
                        .map(release -> new HandOnRelease(release, what(command, execution))));
    }

    private static Optional<String> release(ExecutionEntity execution, CommandContext context) {
        var root = context.getExecutionManager().findExecutionById(execution.getRootProcessInstanceId());
        return Optional.ofNullable(root)
                .filter(found ->
                        ProcessKey.isOfItsOwn(found.getProcessDefinition().getKey()))
                .map(ExecutionEntity::getBusinessKey);
    }

    private static Map<String, Object> what(Command<?> command, ExecutionEntity execution) {
        var what = new TreeMap<String, Object>();
        what.put("command", command.getClass().getSimpleName());
        what.put("process", execution.getProcessDefinition().getKey());
        what.put("instance", execution.getProcessInstanceId());
        if (Fields.find(command, "builder") instanceof ProcessInstanceModificationBuilderImpl modification) {
            what.put(
                    "instructions",
                    modification.getModificationOperations().stream()
                            .map(Object::toString)
                            .toList());
        }
        if (Fields.find(command, "variables") instanceof Map<?, ?> variables) {
            what.put("variables", List.copyOf(variables.keySet()));
        }
        if (Fields.find(command, "deletions") instanceof Iterable<?> deletions) {
            what.put("deletions", deletions.toString());
        }
        if (Fields.find(command, "deleteReason") instanceof String reason) {
            what.put("deleteReason", reason);
        }
        return what;
    }
}
