package io.slipway.engine.access;

import java.util.Set;

/** What the guard refuses, by class name: some commands are not public. A test holds that they exist. */
final class GuardedCommands {

    private static final String CMD = "org.camunda.bpm.engine.impl.cmd.";

    /** Nobody. */
    static final Set<String> NOBODY = Set.of(
            CMD + "ModifyProcessInstanceAsyncCmd",
            CMD + "ProcessInstanceModificationCmd",
            CMD + "ProcessInstanceModificationBatchCmd",
            CMD + "StartProcessInstanceAtActivitiesCmd",
            CMD + "RemoveExecutionVariablesCmd",
            CMD + "SetTaskVariablesCmd",
            CMD + "PatchTaskVariablesCmd",
            CMD + "RemoveTaskVariablesCmd",
            CMD + "batch.variables.SetVariablesToProcessInstancesBatchCmd",
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
            CMD + "SetJobDuedateCmd",
            CMD + "RecalculateJobDuedateCmd",
            CMD + "DeleteJobCmd",
            CMD + "DeleteJobsCmd",
            CMD + "SetProcessDefinitionVersionCmd",
            "org.camunda.bpm.engine.impl.batch.RestartProcessInstancesBatchCmd",
            "org.camunda.bpm.engine.impl.migration.MigrateProcessInstanceCmd",
            "org.camunda.bpm.engine.impl.migration.batch.MigrateProcessInstanceBatchCmd");

    /** Nobody, but for the two people who opened break-glass for the release. */
    static final Set<String> BREAK_GLASS = Set.of(
            CMD + "ModifyProcessInstanceCmd",
            CMD + "SetExecutionVariablesCmd",
            CMD + "PatchExecutionVariablesCmd",
            CMD + "DeleteProcessInstanceCmd");

    /** Only the engine's own threads. */
    static final Set<String> ENGINE = Set.of(CMD + "ExecuteJobsCmd");

    /** Only the worker account. */
    static final Set<String> WORKERS = Set.of(
            CMD + "FetchExternalTasksCmd",
            CMD + "LockExternalTaskCmd",
            CMD + "CompleteExternalTaskCmd",
            CMD + "HandleExternalTaskFailureCmd",
            CMD + "HandleExternalTaskBpmnErrorCmd",
            CMD + "ExtendLockOnExternalTaskCmd",
            CMD + "UnlockExternalTaskCmd");

    private GuardedCommands() {}
}
