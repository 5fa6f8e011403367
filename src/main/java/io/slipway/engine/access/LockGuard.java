package io.slipway.engine.access;

import io.slipway.contract.LostLock;
import io.slipway.engine.Refusal;
import io.slipway.engine.proof.Fields;
import org.camunda.bpm.engine.impl.cmd.CompleteExternalTaskCmd;
import org.camunda.bpm.engine.impl.cmd.ExternalTaskCmd;
import org.camunda.bpm.engine.impl.cmd.HandleExternalTaskBpmnErrorCmd;
import org.camunda.bpm.engine.impl.cmd.HandleExternalTaskCmd;
import org.camunda.bpm.engine.impl.cmd.HandleExternalTaskFailureCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.entity.ExternalTaskEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/**
 * A task is answered by the worker that holds it, and by nobody else. The engine takes an answer after the lock ended as
 * long as nobody else fetched the task; who has lost the lock does not know what happened since. The work is asked for
 * again, which is harmless.
 */
final class LockGuard extends CommandInterceptor {

    @Override
    public <T> T execute(Command<T> command) {
        if (command instanceof CompleteExternalTaskCmd
                || command instanceof HandleExternalTaskBpmnErrorCmd
                || command instanceof HandleExternalTaskFailureCmd) {
            var id = (String) Fields.of(command, ExternalTaskCmd.class, "externalTaskId");
            var worker = (String) Fields.of(command, HandleExternalTaskCmd.class, "workerId");
            var task = id == null
                    ? null
                    : Context.getCommandContext().getExternalTaskManager().findExternalTaskById(id);
            if (task != null && worker != null) {
                check(task, worker);
            }
        }
        return next.execute(command);
    }

    private static void check(ExternalTaskEntity task, String worker) {
        if (!worker.equals(task.getWorkerId())) {
            throw new Refusal("workerId", worker + " " + LostLock.SAYS);
        }
        var end = task.getLockExpirationTime();
        if (end == null || !end.after(ClockUtil.getCurrentTime())) {
            throw new Refusal(
                    "workerId",
                    worker + " held it until " + (end == null ? "it gave it back" : end.toInstant()) + ", and "
                            + LostLock.SAYS);
        }
    }
}
