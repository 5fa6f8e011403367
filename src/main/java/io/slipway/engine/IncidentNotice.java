package io.slipway.engine;

import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.cfg.TransactionState;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.incident.IncidentContext;
import org.camunda.bpm.engine.impl.incident.IncidentHandler;
import org.camunda.bpm.engine.runtime.Incident;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Tells people of every engine incident: something is stuck, and nothing goes on there before somebody looks. */
@Component
@Profile("!worker")
class IncidentNotice {

    private static final Logger LOG = LoggerFactory.getLogger("slipway.news");

    List<IncidentHandler> ofAllKinds() {
        return Stream.of(Incident.FAILED_JOB_HANDLER_TYPE, Incident.EXTERNAL_TASK_HANDLER_TYPE)
                .<IncidentHandler>map(Notice::new)
                .toList();
    }

    /** Runs beside the engine's own handler; tells only when what happened is committed. */
    private record Notice(String kind) implements IncidentHandler {

        @Override
        public String getIncidentHandlerType() {
            return kind;
        }

        @Override
        public @Nullable Incident handleIncident(IncidentContext incident, String message) {
            var commands = Context.getCommandContext();
            var execution = incident.getExecutionId();
            commands.getTransactionContext()
                    .addTransactionListener(
                            TransactionState.COMMITTED,
                            committed -> LOG.warn(
                                    "Engine incident ({}) at {} in execution {}: {}. Nothing goes on there: mend the cause, then"
                                            + " set the retries anew in Cockpit",
                                    kind,
                                    incident.getActivityId(),
                                    execution,
                                    message));
            return null;
        }

        @Override
        public void resolveIncident(IncidentContext incident) {
            // nobody is told of what is well again
        }

        @Override
        public void deleteIncident(IncidentContext incident) {
            // nobody is told of what is gone
        }
    }
}
