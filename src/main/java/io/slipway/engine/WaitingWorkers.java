package io.slipway.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.dto.externaltask.FetchExternalTasksDto.FetchExternalTaskTopicDto;
import org.camunda.bpm.engine.rest.impl.FetchAndLockHandlerImpl;
import org.camunda.bpm.engine.rest.impl.FetchAndLockRequest;
import org.camunda.bpm.engine.rest.impl.FetchAndLockResult;

/**
 * Keeps the workers that wait for work. Whenever a task is created, the engine's own asks the database once for each of
 * them, although they all ask for the same; this one asks no more once the answer was that there is nothing. What is
 * created meanwhile wakes it again.
 */
public class WaitingWorkers extends FetchAndLockHandlerImpl {

    private record Question(String user, Set<String> topics) {}

    /** Only the handler's own thread uses it. */
    private final Set<Question> foundNothing = new HashSet<>();

    private final Map<String, ProcessEngine> engines = new ConcurrentHashMap<>();

    /** One round: each that waits asks once. */
    @Override
    protected void acquire() {
        foundNothing.clear();
        super.acquire();
    }

    @Override
    protected FetchAndLockResult tryFetchAndLock(FetchAndLockRequest request) {
        if (Thread.currentThread() != handlerThread || !isPlain(request)) {
            return super.tryFetchAndLock(request);
        }
        var question = new Question(
                request.getAuthentication().getUserId(),
                request.getDto().getTopics().stream()
                        .map(FetchExternalTaskTopicDto::getTopicName)
                        .collect(Collectors.toUnmodifiableSet()));
        if (foundNothing.contains(question)) {
            return FetchAndLockResult.successful(List.of());
        }
        var result = super.tryFetchAndLock(request);
        if (result.wasSuccessful() && result.getTasks().isEmpty()) {
            foundNothing.add(question);
        }
        return result;
    }

    /** Whether it is asked for topics only, as Slipway's workers do. */
    private static boolean isPlain(FetchAndLockRequest request) {
        return request.getAuthentication() != null
                && request.getDto().getTopics() != null
                && request.getDto().getTopics().stream()
                        .allMatch(topic -> topic.getBusinessKey() == null
                                && topic.getProcessDefinitionId() == null
                                && topic.getProcessDefinitionIdIn() == null
                                && topic.getProcessDefinitionKey() == null
                                && topic.getProcessDefinitionKeyIn() == null
                                && topic.getProcessDefinitionVersionTag() == null
                                && topic.getProcessVariables() == null
                                && topic.getTenantIdIn() == null
                                && !topic.isWithoutTenantId());
    }

    /** The look-up goes through the whole class path; there is one engine, and it stays. */
    @Override
    protected ProcessEngine getProcessEngine(FetchAndLockRequest request) {
        return engines.computeIfAbsent(request.getProcessEngineName(), name -> super.getProcessEngine(request));
    }
}
