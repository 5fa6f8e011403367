package io.slipway.engine.access;

import io.slipway.contract.Message;
import io.slipway.contract.Role;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.MessageCorrelationBuilderImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.AbstractCorrelateMessageCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.springframework.util.ReflectionUtils;

/**
 * The second door, inside: whatever way a call comes in by, no authenticated user moves a token, writes a variable,
 * deletes a release or does a worker's work, administrators included. What the engine does by itself is not asked.
 *
 * <p>Over 150 lines, because what is refused is one list, and is read as one.
 */
final class CommandGuard extends CommandInterceptor {

    static final String CMD = "org.camunda.bpm.engine.impl.cmd.";

    /** Nobody, by class name: some are not public. A test holds that they exist. */
    static final Set<String> NOBODY = Set.of(
            CMD + "ModifyProcessInstanceCmd",
            CMD + "ModifyProcessInstanceAsyncCmd",
            CMD + "ProcessInstanceModificationCmd",
            CMD + "ProcessInstanceModificationBatchCmd",
            CMD + "StartProcessInstanceAtActivitiesCmd",
            CMD + "SetExecutionVariablesCmd",
            CMD + "PatchExecutionVariablesCmd",
            CMD + "RemoveExecutionVariablesCmd",
            CMD + "SetTaskVariablesCmd",
            CMD + "PatchTaskVariablesCmd",
            CMD + "RemoveTaskVariablesCmd",
            CMD + "batch.variables.SetVariablesToProcessInstancesBatchCmd",
            CMD + "DeleteProcessInstanceCmd",
            CMD + "DeleteProcessInstancesCmd",
            CMD + "batch.DeleteProcessInstanceBatchCmd",
            CMD + "SignalCmd",
            CMD + "SignalEventReceivedCmd",
            CMD + "MessageEventReceivedCmd",
            CMD + "CorrelateAllMessageCmd",
            CMD + "batch.CorrelateAllMessageBatchCmd",
            CMD + "HandleTaskBpmnErrorCmd",
            CMD + "HandleTaskEscalationCmd",
            CMD + "AddUserIdentityLinkCmd",
            CMD + "AddGroupIdentityLinkCmd",
            CMD + "DeleteUserIdentityLinkCmd",
            CMD + "DeleteGroupIdentityLinkCmd",
            CMD + "SaveTaskCmd",
            CMD + "DeleteTaskCmd",
            CMD + "DelegateTaskCmd",
            CMD + "ResolveTaskCmd",
            CMD + "EvaluateStartConditionCmd",
            CMD + "ResolveIncidentCmd",
            CMD + "DeployCmd",
            CMD + "DeleteDeploymentCmd",
            CMD + "DeleteProcessDefinitionsByIdsCmd",
            CMD + "DeleteProcessDefinitionsByKeyCmd",
            CMD + "UpdateProcessDefinitionHistoryTimeToLiveCmd",
            CMD + "UpdateDecisionDefinitionHistoryTimeToLiveCmd",
            CMD + "PurgeDatabaseAndCacheCmd",
            CMD + "DeleteHistoricProcessInstancesCmd",
            CMD + "DeleteHistoricTaskInstanceCmd",
            CMD + "DeleteHistoricVariableInstanceCmd",
            CMD + "DeleteHistoricVariableInstancesByProcessInstanceIdCmd",
            CMD + "DeleteUserOperationLogEntryCmd",
            CMD + "HistoryCleanupCmd",
            CMD + "batch.DeleteHistoricProcessInstancesBatchCmd",
            CMD + "batch.removaltime.SetRemovalTimeToHistoricProcessInstancesCmd",
            CMD + "batch.removaltime.SetRemovalTimeToHistoricDecisionInstancesCmd",
            "org.camunda.bpm.engine.impl.dmn.cmd.DeleteHistoricDecisionInstanceByInstanceIdCmd",
            "org.camunda.bpm.engine.impl.dmn.cmd.DeleteHistoricDecisionInstancesBatchCmd",
            CMD + "RestartProcessInstancesCmd",
            CMD + "SuspendProcessInstanceCmd",
            CMD + "SuspendProcessDefinitionCmd",
            CMD + "SuspendJobCmd",
            CMD + "SuspendJobDefinitionCmd",
            CMD + "UpdateProcessInstancesSuspendStateCmd",
            CMD + "UpdateProcessInstancesSuspendStateBatchCmd",
            CMD + "ExecuteJobsCmd",
            CMD + "SetJobDuedateCmd",
            CMD + "RecalculateJobDuedateCmd",
            CMD + "DeleteJobCmd",
            "org.camunda.bpm.engine.impl.batch.RestartProcessInstancesBatchCmd",
            "org.camunda.bpm.engine.impl.migration.MigrateProcessInstanceCmd",
            "org.camunda.bpm.engine.impl.migration.batch.MigrateProcessInstanceBatchCmd");

    /** Only the worker account. */
    static final Set<String> WORKERS = Set.of(
            CMD + "FetchExternalTasksCmd",
            CMD + "LockExternalTaskCmd",
            CMD + "CompleteExternalTaskCmd",
            CMD + "HandleExternalTaskFailureCmd",
            CMD + "HandleExternalTaskBpmnErrorCmd",
            CMD + "ExtendLockOnExternalTaskCmd",
            CMD + "UnlockExternalTaskCmd");

    private final ProcessEngineConfigurationImpl configuration;

    CommandGuard(ProcessEngineConfigurationImpl configuration) {
        this.configuration = configuration;
    }

    @Override
    public <T> T execute(Command<T> command) {
        var identity = configuration.getIdentityService();
        var authentication = identity == null ? null : identity.getCurrentAuthentication();
        if (authentication != null
                && Context.getCommandContext() == null
                && !allowed(command, authentication.getUserId())) {
            var what = command.getClass().getSimpleName();
            throw new AuthorizationException("Releases are not moved by hand: " + authentication.getUserId()
                    + " may not do " + what + ". Withdraw the release, or resolve its stop");
        }
        return next.execute(command);
    }

    private static boolean allowed(Command<?> command, String user) {
        var name = command.getClass().getName();
        if (WORKERS.contains(name)) {
            return user.equals(Role.SLIPWAY_WORKER.id());
        }
        if (command instanceof AbstractCorrelateMessageCmd message) {
            return !NOBODY.contains(name) && isWithdrawal(message);
        }
        return !NOBODY.contains(name);
    }

    /** A withdrawal of one release, named by its key. */
    private static boolean isWithdrawal(AbstractCorrelateMessageCmd command) {
        var name = field(command, AbstractCorrelateMessageCmd.class, "messageName");
        var builder = field(command, AbstractCorrelateMessageCmd.class, "builder");
        return Message.WITHDRAWN.id().equals(name)
                && builder instanceof MessageCorrelationBuilderImpl correlation
                && correlation.getBusinessKey() != null
                && Stream.of(
                                correlation.getPayloadProcessInstanceVariables(),
                                correlation.getPayloadProcessInstanceVariablesLocal(),
                                correlation.getPayloadProcessInstanceVariablesToTriggeredScope())
                        .allMatch(variables -> variables == null || variables.isEmpty());
    }

    private static @org.jspecify.annotations.Nullable Object field(Object object, Class<?> type, String name) {
        var field = ReflectionUtils.findField(type, name);
        if (field == null) {
            throw new IllegalStateException(type + " has no " + name + ": look at the engine's version");
        }
        ReflectionUtils.makeAccessible(field);
        return ReflectionUtils.getField(field, object);
    }
}
