package io.slipway.engine.release;

import io.slipway.contract.Role;
import io.slipway.contract.Variable;
import io.slipway.engine.Refusal;
import io.slipway.engine.breakglass.GlassInUse;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.event.HistoricVariableUpdateEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Refuses variables that nobody may write: a person writes what a start asks for and what a decision asks for; a worker
 * never writes either. The engine lets whoever may complete a task set any variable, so it is looked at where every
 * write passes: where history is written, in the same transaction. Who puts hand on a release under break-glass may.
 */
@Component
@Profile("!worker")
class VariableGuard implements HistoryEventHandler {

    private static final Set<String> ASKED_AT_THE_START = Stream.of(
                    Variable.START, Variable.START_OF_ROLLBACK, Variable.START_OF_REHEARSAL)
            .flatMap(List::stream)
            .map(Variable::name)
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> DECISIONS = Decision.variables().collect(Collectors.toUnmodifiableSet());

    @Override
    public void handleEvent(HistoryEvent event) {
        if (!(event instanceof HistoricVariableUpdateEventEntity written)
                || OwnWrites.happening()
                || GlassInUse.happening()) {
            return;
        }
        var user = Context.getCommandContext().getAuthenticatedUserId();
        if (user == null) {
            return;
        }
        var name = written.getVariableName();
        var allowed = user.equals(Role.SLIPWAY_WORKER.id()) ? workerMay(written, name) : personMay(written, name);
        if (!allowed) {
            throw new Refusal(String.valueOf(name), "may not be written by " + user);
        }
    }

    private static boolean personMay(HistoricVariableUpdateEventEntity written, @Nullable String name) {
        if (DECISIONS.contains(name)) {
            return true;
        }
        return written.isEventOfType(HistoryEventTypes.VARIABLE_INSTANCE_CREATE)
                ? ASKED_AT_THE_START.contains(name)
                : !written.isEventOfType(HistoryEventTypes.VARIABLE_INSTANCE_UPDATE);
    }

    /**
     * A worker's transaction goes on into the next part of the release, which is handed what was asked for, and may take
     * back a decision of an earlier attempt.
     */
    private static boolean workerMay(HistoricVariableUpdateEventEntity written, @Nullable String name) {
        var nothing = "null".equals(written.getSerializerName());
        return nothing
                || !written.isEventOfType(HistoryEventTypes.VARIABLE_INSTANCE_UPDATE)
                || !(ASKED_AT_THE_START.contains(name) || DECISIONS.contains(name));
    }

    @Override
    public void handleEvents(List<HistoryEvent> events) {
        events.forEach(this::handleEvent);
    }
}
