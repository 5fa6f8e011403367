package io.slipway.engine.proof;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Finds out which release an attempt was about, as far as that can be found out. */
@Component
@Profile("!worker")
public class Affected {

    private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private final ObjectProvider<ProcessEngine> engine;

    Affected(ObjectProvider<ProcessEngine> engine) {
        this.engine = engine;
    }

    /** The release that a path names by the id of one of its parts. */
    public @Nullable String byPath(String path) {
        return first(Arrays.stream(path.split("/")).filter(part -> part.matches(ID)));
    }

    @Nullable
    String byCommand(Command<?> command) {
        var builder = Fields.find(command, "builder");
        var fields = Stream.of("processInstanceId", "executionId", "taskId", "externalTaskId", "entityId")
                .flatMap(name -> Stream.of(
                        Optional.ofNullable(Fields.find(command, name)),
                        Optional.ofNullable(builder).map(object -> Fields.find(object, name))));
        return first(fields.flatMap(Optional::stream)
                .filter(String.class::isInstance)
                .map(String.class::cast));
    }

    private @Nullable String first(Stream<String> ids) {
        var executor = ((ProcessEngineConfigurationImpl) engine.getObject().getProcessEngineConfiguration())
                .getCommandExecutorTxRequired();
        return executor.execute(context -> ids.map(id -> release(context, id))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null));
    }

    private static Optional<String> release(CommandContext context, String id) {
        var task = context.getTaskManager().findTaskById(id);
        var external = context.getExternalTaskManager().findExternalTaskById(id);
        var execution = task != null ? task.getExecutionId() : external != null ? external.getExecutionId() : id;
        return Optional.ofNullable(context.getExecutionManager().findExecutionById(execution))
                .map(found -> found.getProcessBusinessKey());
    }
}
