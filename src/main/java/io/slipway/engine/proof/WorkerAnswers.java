package io.slipway.engine.proof;

import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.evidence.EntryKind;
import io.slipway.evidence.EvidenceLog;
import io.slipway.evidence.Fact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.cmd.CompleteExternalTaskCmd;
import org.camunda.bpm.engine.impl.cmd.ExternalTaskCmd;
import org.camunda.bpm.engine.impl.cmd.HandleExternalTaskBpmnErrorCmd;
import org.camunda.bpm.engine.impl.cmd.HandleExternalTaskCmd;
import org.camunda.bpm.engine.impl.cmd.HandleExternalTaskFailureCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.entity.ExternalTaskEntity;
import org.camunda.spin.plugin.variable.SpinValues;
import org.jspecify.annotations.Nullable;

/**
 * Records what workers answer, within the command and its transaction: the effect, and each finding that is new. If the
 * engine does not take the answer, its evidence goes with it. The new findings are put to those that the release has: a
 * worker can add its own, and take away or alter nobody else's.
 *
 * <p>Answers of one part of a release are taken one after the other: checks run beside each other, and each would write
 * the same list.
 */
final class WorkerAnswers extends CommandInterceptor {

    private static final String VARIABLES = "variables";

    private final EvidenceLog evidence;

    WorkerAnswers(EvidenceLog evidence) {
        this.evidence = evidence;
    }

    @Override
    public <T> T execute(Command<T> command) {
        if (command instanceof HandleExternalTaskCmd answer && isAnswer(answer)) {
            var id = (String) Fields.of(answer, ExternalTaskCmd.class, "externalTaskId");
            var task = Context.getCommandContext().getExternalTaskManager().findExternalTaskById(id);
            if (task != null) {
                OwnTurn.await(task.getProcessInstanceId());
            }
            if (task != null && task.getExecution() != null) {
                record(answer, task);
            }
        }
        return next.execute(command);
    }

    /** Taking a lock and extending it are commands of the same kind, and prove nothing. */
    private static boolean isAnswer(HandleExternalTaskCmd command) {
        return command instanceof CompleteExternalTaskCmd
                || command instanceof HandleExternalTaskBpmnErrorCmd
                || command instanceof HandleExternalTaskFailureCmd;
    }

    private void record(HandleExternalTaskCmd answer, ExternalTaskEntity task) {
        var sent = variables(answer);
        var execution = task.getExecution();
        var release = execution.getProcessBusinessKey();
        var about = about(answer, task, sent);
        var old = execution.getVariableTyped(Variable.FINDINGS.name(), false);
        var fresh = FreshFindings.between(Sent.text(old), Sent.text(sent, Variable.FINDINGS.name()));
        evidence.record(effect(
                answer,
                release,
                about,
                sent,
                fresh.stream().map(FreshFindings::rule).toList()));
        if (sent.containsKey(Variable.FINDINGS.name())) {
            var all = new LinkedHashMap<String, @Nullable Object>(sent);
            all.put(
                    Variable.FINDINGS.name(),
                    SpinValues.jsonValue(FreshFindings.merged(Sent.text(old), fresh, task.getTopicName()))
                            .create());
            Fields.set(answer, type(answer), VARIABLES, all);
        }
        for (var finding : fresh) {
            var body = new LinkedHashMap<String, @Nullable Object>(about);
            finding.fields().forEachRemaining(field -> body.putIfAbsent(field.getKey(), field.getValue()));
            evidence.record(
                    Fact.of(release, EntryKind.FINDING, List.of(FreshFindings.rule(finding)), Actor.now(), body));
        }
    }

    private static Map<String, @Nullable Object> about(
            HandleExternalTaskCmd answer, ExternalTaskEntity task, Map<String, ?> sent) {
        var about = new LinkedHashMap<String, @Nullable Object>();
        about.put("task", task.getId());
        about.put("topic", task.getTopicName());
        about.put("process", task.getProcessDefinitionKey());
        about.put("activity", task.getActivityId());
        about.put("worker", Fields.of(answer, HandleExternalTaskCmd.class, "workerId"));
        about.put("digest", Digests.of(task.getExecution(), sent));
        return about;
    }

    private static Fact effect(
            HandleExternalTaskCmd answer,
            @Nullable String release,
            Map<String, @Nullable Object> about,
            Map<String, ?> sent,
            List<Rule> rules) {
        var body = new LinkedHashMap<>(about);
        if (answer instanceof HandleExternalTaskBpmnErrorCmd error) {
            body.put("result", "error");
            body.put("code", Fields.of(error, HandleExternalTaskBpmnErrorCmd.class, "errorCode"));
            body.put("why", Fields.of(error, HandleExternalTaskBpmnErrorCmd.class, "errorMessage"));
        } else if (answer instanceof HandleExternalTaskFailureCmd failure) {
            body.put("result", "failure");
            body.put("why", Fields.of(failure, HandleExternalTaskFailureCmd.class, "errorMessage"));
            body.put("retries", Fields.of(failure, HandleExternalTaskFailureCmd.class, "retries"));
        } else {
            body.put("result", "done");
        }
        body.put("variables", Sent.allBut(Variable.FINDINGS.name(), sent));
        return Fact.of(release, EntryKind.EFFECT, rules, Actor.now(), body);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, ?> variables(HandleExternalTaskCmd answer) {
        var variables = Fields.of(answer, type(answer), VARIABLES);
        return variables == null ? Map.of() : (Map<String, ?>) variables;
    }

    private static Class<?> type(HandleExternalTaskCmd answer) {
        if (answer instanceof HandleExternalTaskBpmnErrorCmd) {
            return HandleExternalTaskBpmnErrorCmd.class;
        }
        return answer instanceof HandleExternalTaskFailureCmd
                ? HandleExternalTaskFailureCmd.class
                : CompleteExternalTaskCmd.class;
    }
}
