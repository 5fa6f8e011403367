package io.slipway.engine.release;

import io.slipway.contract.ProcessKey;
import io.slipway.engine.OfItsOwn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Fits the guards into every model as it is deployed. They are built-in listeners: no caller can ask the engine to skip
 * them, and no model can forget them.
 *
 * <p>Over 150 lines: where each guard stands in the models is read in one place.
 */
@Component
@Profile("!worker")
class ReleaseGuards extends AbstractProcessEnginePlugin {

    /** Where a rollback that somebody started has to be proven. */
    private static final Set<String> BACK =
            Set.of("EndEvent_ReleaseRolledBack", "EndEvent_NothingToRollBack", "EndEvent_EnvironmentEmptied");

    private static final Set<String> FAILED =
            Set.of("EndEvent_RollbackFailed", "EndEvent_RollbackGivenUp", "EndEvent_DatabaseNotReturned");

    /** What is told which backup it is about. */
    private static final Set<String> RESTORES =
            Set.of("Task_MeasureDataLoss", "Task_RestoreDatabase", "Task_RehearseRestore", "Task_ReturnDatabase");

    private final ReleaseStart start;
    private final RollbackStart rollback;
    private final RehearsalStart rehearsal;
    private final RehearsalTold rehearsed;
    private final ReleaseEnding ending;
    private final ReleaseHolds holds;
    private final RollbackTime time;
    private final RestoreTold restore;
    private final PlanKeeper plans;
    private final ConfirmedPlaceTold confirmed;
    private final StagedTold staged;
    private final TroubleTold trouble;
    private final RecipientsTold recipients;
    private final NewerTold newer;
    private final Withdrawals older;
    private final DecisionGuard decisions;
    private final VariableGuard variables;

    ReleaseGuards(
            ReleaseStart start,
            RollbackStart rollback,
            RehearsalStart rehearsal,
            RehearsalTold rehearsed,
            ReleaseEnding ending,
            ReleaseHolds holds,
            RollbackTime time,
            RestoreTold restore,
            PlanKeeper plans,
            ConfirmedPlaceTold confirmed,
            StagedTold staged,
            TroubleTold trouble,
            RecipientsTold recipients,
            NewerTold newer,
            Withdrawals older,
            DecisionGuard decisions,
            VariableGuard variables) {
        this.holds = holds;
        this.time = time;
        this.restore = restore;
        this.plans = plans;
        this.confirmed = confirmed;
        this.staged = staged;
        this.trouble = trouble;
        this.recipients = recipients;
        this.newer = newer;
        this.older = older;
        this.start = start;
        this.rollback = rollback;
        this.rehearsal = rehearsal;
        this.rehearsed = rehearsed;
        this.ending = ending;
        this.decisions = decisions;
        this.variables = variables;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        var listeners = configuration.getCustomPostBPMNParseListeners();
        var all = new ArrayList<BpmnParseListener>(listeners == null ? List.of() : listeners);
        all.add(new Fitter());
        configuration.setCustomPostBPMNParseListeners(all);
        configuration.getCustomHistoryEventHandlers().add(variables);
        var handlers = configuration.getCustomJobHandlers();
        var jobs = new ArrayList<>(handlers == null ? List.<JobHandler>of() : handlers);
        jobs.add(older);
        configuration.setCustomJobHandlers(jobs);
    }

    private ExecutionListener start(String process) {
        if (process.equals(ProcessKey.REHEARSE_ROLLBACK.id())) {
            return rehearsal;
        }
        return process.equals(ProcessKey.RELEASE.id()) ? start : rollback;
    }

    private ExecutionListener planned(String process) {
        return process.equals(ProcessKey.REHEARSE_ROLLBACK.id()) ? restore::rehearsed : restore::planned;
    }

    private final class Fitter extends AbstractBpmnParseListener {

        @Override
        public void parseProcess(Element element, ProcessDefinitionEntity process) {
            if (ProcessKey.isOfItsOwn(process.getKey())) {
                process.addBuiltInListener(ExecutionListener.EVENTNAME_START, OfItsOwn.only(NewestModel::check));
                process.addBuiltInListener(ExecutionListener.EVENTNAME_START, OfItsOwn.only(start(process.getKey())));
                process.addBuiltInListener(ExecutionListener.EVENTNAME_END, OfItsOwn.only(ending::leave));
                process.addBuiltInListener(ExecutionListener.EVENTNAME_END, OfItsOwn.only(holds::ended));
            }
        }

        @Override
        public void parseEndEvent(Element element, ScopeImpl scope, ActivityImpl event) {
            if (event.getId().equals("EndEvent_ReleaseConfirmed")) {
                event.addBuiltInListener(ExecutionListener.EVENTNAME_START, (ExecutionListener) ending::confirm);
            }
            if (event.getId().equals("EndEvent_RehearsalPassed")) {
                event.addBuiltInListener(ExecutionListener.EVENTNAME_START, (ExecutionListener) ending::rehearsed);
            }
            if (FAILED.contains(event.getId())) {
                event.addBuiltInListener(ExecutionListener.EVENTNAME_START, (ExecutionListener) holds::failed);
            }
            if (key(scope).equals(ProcessKey.ROLL_BACK_RELEASE.id())) {
                parseEndOfRollback(event);
            }
        }

        private void parseEndOfRollback(ActivityImpl event) {
            if (BACK.contains(event.getId())) {
                event.addBuiltInListener(ExecutionListener.EVENTNAME_START, OfItsOwn.only(ending::returned));
            }
            if (event.getId().equals("EndEvent_ReleaseRolledBack")) {
                event.addBuiltInListener(ExecutionListener.EVENTNAME_START, time);
            }
        }

        private static String key(ScopeImpl scope) {
            return ((ProcessDefinitionEntity) scope.getProcessDefinition()).getKey();
        }

        @Override
        public void parseExclusiveGateway(Element element, ScopeImpl scope, ActivityImpl gateway) {
            if (gateway.getId().equals(Withdrawals.NEWER_RELEASE_STARTED)) {
                gateway.addBuiltInListener(ExecutionListener.EVENTNAME_START, newer);
            }
            if (gateway.getId().equals("Gateway_DataStays")) {
                gateway.addBuiltInListener(ExecutionListener.EVENTNAME_START, planned(key(scope)));
            }
        }

        @Override
        public void parseBusinessRuleTask(Element element, ScopeImpl scope, ActivityImpl task) {
            if (task.getId().equals("Task_ClassifyChange")) {
                task.addBuiltInListener(ExecutionListener.EVENTNAME_END, plans);
            }
        }

        @Override
        public void parseServiceTask(Element element, ScopeImpl scope, ActivityImpl task) {
            if (task.getId().equals("Task_CollectFacts")) {
                task.addBuiltInListener(ExecutionListener.EVENTNAME_START, confirmed);
            }
            if (task.getId().equals("Task_CheckStaging")) {
                task.addBuiltInListener(ExecutionListener.EVENTNAME_START, staged);
            }
            if (task.getId().equals("Task_CheckRollbackPlan")) {
                task.addBuiltInListener(ExecutionListener.EVENTNAME_START, rehearsed);
            }
            if (task.getId().equals("Task_CheckHistory")) {
                task.addBuiltInListener(ExecutionListener.EVENTNAME_START, trouble);
            }
            if (RESTORES.contains(task.getId())) {
                task.addBuiltInListener(ExecutionListener.EVENTNAME_START, restore);
            }
            if (Set.of("Task_NotifyPeople", "Task_TellOthers").contains(task.getId())) {
                task.addBuiltInListener(ExecutionListener.EVENTNAME_START, recipients);
            }
        }

        @Override
        public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl task) {
            if (task.getActivityBehavior() instanceof UserTaskActivityBehavior behavior) {
                behavior.getTaskDefinition().addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, decisions);
            }
        }
    }
}
