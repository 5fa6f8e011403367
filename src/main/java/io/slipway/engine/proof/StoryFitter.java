package io.slipway.engine.proof;

import io.slipway.contract.ProcessKey;
import io.slipway.engine.OfItsOwn;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.helper.BpmnProperties;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ActivityStartBehavior;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.pvm.process.TransitionImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/** Fits built-in listeners into every model: no caller can ask the engine to skip them, and no model can forget them. */
final class StoryFitter extends AbstractBpmnParseListener {

    private final ReleaseStory story;

    StoryFitter(ReleaseStory story) {
        this.story = story;
    }

    /** Called when everything in the process has been read. */
    @Override
    public void parseProcess(Element element, ProcessDefinitionEntity process) {
        if (ProcessKey.isOfItsOwn(process.getKey())) {
            process.getInitial().addBuiltInListener(ExecutionListener.EVENTNAME_START, OfItsOwn.only(story::started));
            process.addBuiltInListener(ExecutionListener.EVENTNAME_END, OfItsOwn.only(story::ended));
        }
        if (process.getKey().equals(ProcessKey.ESCALATE_STOP.id())) {
            process.addBuiltInListener(ExecutionListener.EVENTNAME_START, listener(story::stopped));
        }
        walk(process, process.getKey());
    }

    private void walk(ScopeImpl scope, String process) {
        for (var activity : scope.getActivities()) {
            fit(activity, process);
            for (var transition : activity.getOutgoingTransitions()) {
                ((TransitionImpl) transition)
                        .addBuiltInListener(
                                ExecutionListener.EVENTNAME_TAKE,
                                listener(execution -> story.reached(execution, process, transition.getId())));
            }
            walk(activity, process);
        }
    }

    private void fit(ActivityImpl activity, String process) {
        activity.addBuiltInListener(
                ExecutionListener.EVENTNAME_START,
                listener(execution -> story.reached(execution, process, activity.getId())));
        if (activity.getActivityBehavior() instanceof UserTaskActivityBehavior task) {
            task.getTaskDefinition()
                    .addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, (TaskListener) story::decided);
        }
        if (activity.getId().equals("StartEvent_ReleaseWithdrawn")) {
            activity.addBuiltInListener(ExecutionListener.EVENTNAME_START, listener(story::withdrawn));
        }
        if (isDeadline(activity)) {
            var task = activity.getEventScope().getId();
            activity.addBuiltInListener(
                    ExecutionListener.EVENTNAME_START, listener(execution -> story.lapsed(execution, task)));
        }
    }

    /** A timer that takes a task away from the people who were asked. */
    private static boolean isDeadline(ActivityImpl activity) {
        return "boundaryTimer".equals(activity.getProperties().get(BpmnProperties.TYPE))
                && activity.getActivityStartBehavior() == ActivityStartBehavior.CANCEL_EVENT_SCOPE
                && activity.getEventScope() instanceof ActivityImpl task
                && task.getActivityBehavior() instanceof UserTaskActivityBehavior;
    }

    private static ExecutionListener listener(ExecutionListener listener) {
        return listener;
    }
}
