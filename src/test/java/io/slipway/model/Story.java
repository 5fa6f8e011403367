package io.slipway.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.ChecklistItem;
import io.slipway.contract.ErrorCode;
import io.slipway.contract.ProcessKey;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.jspecify.annotations.Nullable;

/**
 * One process instance and everybody around it: external tasks are answered as told (well, if nothing was told), waits
 * pass by moving the engine's clock, people decide what the test says.
 */
final class Story {

    private static final List<String> TOPICS =
            List.of(Topic.values()).stream().map(Topic::id).toList();

    private final ProcessEngine engine;
    private final Map<Topic, Deque<Answer>> answers = new EnumMap<>(Topic.class);
    private final Map<Topic, Answer> always = new EnumMap<>(Topic.class);
    private final List<String> worked = new ArrayList<>();
    private String instance = "";

    private void forgetOtherStories() {
        var running = engine.getRuntimeService()
                .createProcessInstanceQuery()
                .rootProcessInstances()
                .list();
        running.forEach(
                other -> engine.getRuntimeService().deleteProcessInstance(other.getId(), "another story begins"));
    }

    private sealed interface Answer {
        record Variables(Map<String, @Nullable Object> values) implements Answer {}

        record Error(ErrorCode code) implements Answer {}

        record Silence() implements Answer {}
    }

    Story(ProcessEngine engine) {
        this.engine = engine;
        ClockUtil.reset();
        forgetOtherStories();
        always(Topic.CHECK_TESTS, Variable.TESTS_VERDICT, "pass");
        always(Topic.CHECK_BUILD, Variable.BUILD_VERDICT, "pass");
        always(Topic.CHECK_ENVIRONMENT, Variable.ENVIRONMENT_VERDICT, "pass");
        always(Topic.CHECK_HISTORY, Variable.HISTORY_VERDICT, "pass");
        always(Topic.CHECK_TARGET, Variable.TARGET_VERDICT, "pass");
        always(Topic.CHECK_STAGING, Variable.STAGING_VERDICT, "pass");
        always.put(Topic.CHECK_CALENDAR, variables(Variable.CALENDAR_VERDICT, "pass", Variable.RELEASE_WINDOW, "open"));
        always(Topic.CHECK_MONITORING, Variable.MONITORING_VERDICT, "pass");
        always(Topic.CHECK_BASELINE, Variable.BASELINE_VERDICT, "pass");
        always(Topic.CHECK_SCHEMA, Variable.SCHEMA_VERDICT, "pass");
        always(Topic.CHECK_ROLLBACK_PLAN, Variable.ROLLBACK_PLAN_VERDICT, "pass");
        always.put(
                Topic.FILL_CHECKLIST,
                variables(Variable.CHECKLIST_VERDICT, "pass", Variable.OPEN_ITEMS, ChecklistItem.NONE));
        always(Topic.CHECK_IMPACT, Variable.IMPACT_VERDICT, "pass");
        always(Topic.PRESERVE_VERSION, Variable.PRESERVATION_VERDICT, "pass");
        always.put(
                Topic.BACK_UP_DATABASE,
                variables(Variable.BACKUP_VERDICT, "pass", Variable.BACKUP, "b1", Variable.BACKUP_RECORD, "r1"));
        always(Topic.PROVE_RESTORE, Variable.RESTORE_VERDICT, "pass");
        always(Topic.PROVE_ROLLBACK_PATH, Variable.ROLLBACK_PATH_VERDICT, "pass");
        always(Topic.REHEARSE_RESTORE, Variable.DATA_VERDICT, "pass");
        always(Topic.RETURN_DATABASE, Variable.RETURN_VERDICT, "pass");
        always(Topic.CHECK_HEALTH, Variable.HEALTH_VERDICT, "pass");
        always(Topic.CHECK_KEY_FLOWS, Variable.KEY_FLOWS_VERDICT, "pass");
        always(Topic.WATCH_MONITORING, Variable.WATCH_VERDICT, "pass");
        always(Topic.CHECK_LOGS, Variable.LOGS_VERDICT, "pass");
        always(Topic.STOP_INSTANCES, Variable.ENVIRONMENT_EMPTIED, false);
        always(Topic.ASSESS_STATE, Variable.TARGET_UNTOUCHED, false);
        puttingDataBack(false);
        always.put(
                Topic.COLLECT_FACTS,
                variables(Variable.CHANGE_KINDS, "source", Variable.ARTIFACT_DIGEST, "d1", Variable.FINDINGS, "[]"));
        always.put(Topic.START_INSTANCES, variables(Variable.INSTANCES, "[]", Variable.SETTLING_TIME, "PT1S"));
        always.put(Topic.SHIFT_SHARE, variables(Variable.SHARE, "10", Variable.SHARED_SINCE, "2026-01-01T00:00:00Z"));
        always(Topic.COMPARE_VERSIONS, Variable.COMPARISON, "proven");
        always.put(Topic.SHIFT_TRAFFIC, variables(Variable.SHIFTED_AT, "2026-01-01T00:00:00Z"));
        always.put(Topic.JUDGE_TRAFFIC, variables(Variable.TRAFFIC_VERDICT, "pass", Variable.OBSERVATION_ENDED, true));
    }

    /** What Slipway says of the plan, when the change is classified: the version gets these shares before everything. */
    Story stepByStep(String shares) {
        always.put(
                Topic.COLLECT_FACTS,
                variables(
                        Variable.CHANGE_KINDS, "source",
                        Variable.ARTIFACT_DIGEST, "d1",
                        Variable.FINDINGS, "[]",
                        Variable.SHARES, shares));
        return this;
    }

    /** What Slipway tells a rollback of its plan, right after it has looked at the traffic. */
    Story puttingDataBack(boolean planned) {
        always.put(
                Topic.ASSESS_TRAFFIC, variables(Variable.TRAFFIC_UNTOUCHED, false, Variable.RESTORE_PLANNED, planned));
        return this;
    }

    /** Next time the topic is asked for, the variable gets this value; after that it is answered as before. */
    <T> Story answer(Topic topic, Variable<T> variable, T value) {
        next(topic, variables(variable, value));
        return this;
    }

    <T, U> Story answer(Topic topic, Variable<T> one, @Nullable T value, Variable<U> two, U other) {
        next(topic, variables(one, value, two, other));
        return this;
    }

    /** From now on. */
    <T> Story always(Topic topic, Variable<T> variable, T value) {
        always.put(topic, variables(variable, value));
        return this;
    }

    /** Next time the topic is asked for, its worker reports that the result cannot be reached. */
    Story error(Topic topic, ErrorCode code) {
        next(topic, new Answer.Error(code));
        return this;
    }

    /** From now on nobody who takes a task of the topic answers. */
    Story silent(Topic topic) {
        always.put(topic, new Answer.Silence());
        return this;
    }

    private void next(Topic topic, Answer answer) {
        answers.computeIfAbsent(topic, t -> new ArrayDeque<>()).add(answer);
    }

    private static Answer variables(@Nullable Object... namesAndValues) {
        var values = new HashMap<String, @Nullable Object>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            values.put(((Variable<?>) Objects.requireNonNull(namesAndValues[i])).name(), namesAndValues[i + 1]);
        }
        return new Answer.Variables(values);
    }

    Story start(ProcessKey process, Map<String, @Nullable Object> variables) {
        var all = new HashMap<String, @Nullable Object>(Map.of(
                "service", "shop",
                "version", "1.1.0",
                "environment", "staging",
                "settlingTime", "PT2S",
                "lookInterval", "PT2S"));
        for (var name :
                List.of("requestedClass", "confirmedVersion", "confirmedDigest", "goalVersion", "newerRelease")) {
            all.put(name, null);
        }
        all.putAll(variables);
        instance = engine.getRuntimeService()
                .startProcessInstanceByKey(process.id(), "shop-1.1.0-staging-1", all)
                .getId();
        return goOn();
    }

    /** Lets everything happen that needs no person, until nothing moves. */
    Story goOn() {
        while (work() || continuations() || intermediateTimers()) {
            assertThat(worked).as("tasks worked: does it ever end?").hasSizeLessThan(500);
        }
        return this;
    }

    /** Lets only the topic's tasks and what leads to them happen, and stops before the next task. */
    Story goOnUntil(Topic topic) {
        while (engine.getExternalTaskService()
                        .createExternalTaskQuery()
                        .topicName(topic.id())
                        .count()
                == 0) {
            assertThat(workOne() || continuations() || intermediateTimers())
                    .as("reaches " + topic)
                    .isTrue();
        }
        return this;
    }

    private boolean work() {
        var any = false;
        while (workOne()) {
            any = true;
        }
        return any;
    }

    private boolean workOne() {
        var fetch = engine.getExternalTaskService().fetchAndLock(1, "crew");
        for (var topic : TOPICS) {
            fetch = fetch.topic(topic, 60_000);
        }
        var tasks = fetch.execute();
        tasks.forEach(this::answer);
        return !tasks.isEmpty();
    }

    private void answer(LockedExternalTask task) {
        assertThat(task.getBusinessKey())
                .as("every process of a release carries its key")
                .isEqualTo("shop-1.1.0-staging-1");
        worked.add(task.getTopicName());
        var topic = List.of(Topic.values()).stream()
                .filter(t -> t.id().equals(task.getTopicName()))
                .findFirst()
                .orElseThrow();
        var queue = answers.getOrDefault(topic, new ArrayDeque<>());
        var answer = queue.isEmpty() ? always.getOrDefault(topic, variables()) : queue.remove();
        if (answer instanceof Answer.Error error) {
            engine.getExternalTaskService()
                    .handleBpmnError(task.getId(), "crew", error.code().id(), "as told");
        } else if (answer instanceof Answer.Variables variables) {
            engine.getExternalTaskService().complete(task.getId(), "crew", variables.values());
        }
    }

    private boolean continuations() {
        var jobs = engine.getManagementService()
                .createJobQuery()
                .messages()
                .active()
                .list();
        jobs.forEach(job -> engine.getManagementService().executeJob(job.getId()));
        return !jobs.isEmpty();
    }

    private boolean intermediateTimers() {
        var jobs = timers().stream()
                .filter(job -> activity(job).startsWith("Event_"))
                .toList();
        jobs.forEach(this::fire);
        return !jobs.isEmpty();
    }

    /** The timer with this id comes due, and what follows from it happens. */
    Story due(String timer) {
        timers().stream().filter(job -> activity(job).equals(timer)).forEach(this::fire);
        return goOn();
    }

    private List<Job> timers() {
        return engine.getManagementService().createJobQuery().timers().active().list();
    }

    private void fire(Job job) {
        var due = job.getDuedate();
        if (due.after(new Date(ClockUtil.getCurrentTime().getTime()))) {
            ClockUtil.setCurrentTime(due);
        }
        engine.getManagementService().executeJob(job.getId());
    }

    private String activity(Job job) {
        return engine.getManagementService()
                .createJobDefinitionQuery()
                .jobDefinitionId(job.getJobDefinitionId())
                .singleResult()
                .getActivityId();
    }

    /** The person who is asked decides so. */
    Story decide(Variable<String> decision, String value) {
        engine.getTaskService().complete(asking(), Map.of(decision.name(), value));
        return goOn();
    }

    /** The person who is asked decides so, and this is written with it. */
    Story decide(Variable<String> decision, String value, Variable<String> with, String words) {
        engine.getTaskService().complete(asking(), Map.of(decision.name(), value, with.name(), words));
        return goOn();
    }

    private String asking() {
        return engine.getTaskService().createTaskQuery().singleResult().getId();
    }

    /** What the person who is asked can be shown of it. */
    @Nullable
    Object shown(Variable<?> variable) {
        return engine.getTaskService().getVariable(asking(), variable.name());
    }

    /** All that the person who is asked can be shown, by name. */
    Map<String, Object> shown() {
        return engine.getTaskService().getVariables(asking());
    }

    /** What the instance that was started has of it; not what those that it called have. */
    @Nullable
    Object handedBack(Variable<?> variable) {
        return engine.getRuntimeService().getVariable(instance, variable.name());
    }

    /** The release is withdrawn, by its business key. */
    Story withdraw() {
        engine.getRuntimeService()
                .createMessageCorrelation("release.withdrawn")
                .processInstanceBusinessKey("shop-1.1.0-staging-1")
                .correlate();
        return goOn();
    }

    /** The topics that were worked on, in order. */
    List<String> worked() {
        return List.copyOf(worked);
    }

    /** The groups that are asked, empty if nobody is. */
    List<String> asked() {
        return engine.getTaskService().createTaskQuery().list().stream()
                .flatMap(task -> engine.getTaskService().getIdentityLinksForTask(task.getId()).stream())
                .map(link -> String.valueOf(link.getGroupId()))
                .sorted()
                .toList();
    }

    /** The ids of the ends that the instances of the process have reached in this story. */
    List<String> ends(ProcessKey process) {
        return engine.getHistoryService().createHistoricActivityInstanceQuery().list().stream()
                .filter(activity -> instance.equals(activity.getRootProcessInstanceId()))
                .filter(activity -> process.id().equals(activity.getProcessDefinitionKey()))
                .filter(activity -> activity.getActivityType().endsWith("EndEvent"))
                .map(HistoricActivityInstance::getActivityId)
                .toList();
    }

    /** Nothing of it runs any more. */
    boolean ended() {
        return engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceId(instance)
                        .count()
                == 0;
    }

    /** The value that the variable had at the end of the instance that was started; not of those that it called. */
    @Nullable
    Object ownValue(Variable<?> variable) {
        var found = engine.getHistoryService()
                .createHistoricVariableInstanceQuery()
                .processInstanceId(instance)
                .variableName(variable.name())
                .singleResult();
        return found == null ? null : found.getValue();
    }

    /** The value that the variable has, or had at the end; where several processes have it, the newest one's. */
    @Nullable
    Object value(Variable<?> variable) {
        return engine
                .getHistoryService()
                .createHistoricVariableInstanceQuery()
                .variableName(variable.name())
                .list()
                .stream()
                .filter(found -> instance.equals(found.getRootProcessInstanceId()))
                .max(Comparator.comparing(HistoricVariableInstance::getCreateTime))
                .map(HistoricVariableInstance::getValue)
                .orElse(null);
    }
}
