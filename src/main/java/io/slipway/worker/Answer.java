package io.slipway.worker;

import java.time.Duration;
import java.util.Map;
import org.camunda.bpm.client.task.ExternalTask;
import org.camunda.bpm.client.task.ExternalTaskService;
import org.jspecify.annotations.Nullable;

/** What the engine is told about a task. */
sealed interface Answer {

    /** Tells it once; what goes wrong comes back as the client's exception. */
    void send(ExternalTask task, ExternalTaskService engine);

    /** The work is done. */
    record Done(Map<String, @Nullable Object> variables) implements Answer {
        @Override
        public void send(ExternalTask task, ExternalTaskService engine) {
            engine.complete(task, variables);
        }
    }

    /** The result cannot be reached: a BPMN error. */
    record Stop(String code, String message, Map<String, @Nullable Object> variables) implements Answer {
        @Override
        public void send(ExternalTask task, ExternalTaskService engine) {
            engine.handleBpmnError(task, code, message, variables);
        }
    }

    /** It failed; without retries left the engine raises an engine incident. */
    record Failed(String message, String details, int retries, Duration pause) implements Answer {
        @Override
        public void send(ExternalTask task, ExternalTaskService engine) {
            engine.handleFailure(task, message, details, retries, pause.toMillis());
        }
    }
}
