package io.slipway.engine.release;

import io.slipway.contract.Message;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.event.EventType;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandlerConfiguration;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.MessageEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Withdraws releases the way a person withdraws one: those whose environment a newer one has taken, and those of a version
 * that was marked bad. Whatever asks for it only leaves a job behind, committed with it: what the release is doing at that
 * moment cannot make that fail, and is waited for by trying again.
 */
@Component
@Profile("!worker")
class Withdrawals implements JobHandler<Withdrawals.Release> {

    /** Where a release that is withdrawn is told of a newer one. */
    static final String NEWER_RELEASE_STARTED = "Gateway_NewerReleaseStarted";

    private static final String TYPE = "withdraw-release";

    /** The process instance of the release, as the job keeps it. */
    record Release(String instance) implements JobHandlerConfiguration {

        @Override
        public String toCanonicalString() {
            return instance;
        }
    }

    /** Whether the process instance runs with a model that knows of newer releases, and can be withdrawn; within a command. */
    static boolean canBeReplaced(String instance) {
        var release = Context.getCommandContext().getExecutionManager().findExecutionById(instance);
        return release != null
                && release.getProcessDefinition().findActivity(NEWER_RELEASE_STARTED) != null
                && canBeWithdrawn(instance);
    }

    private static boolean canBeWithdrawn(String instance) {
        return !Context.getCommandContext()
                .getEventSubscriptionManager()
                .findEventSubscriptionsByNameAndExecution(
                        EventType.MESSAGE.name(), Message.WITHDRAWN.id(), instance, false)
                .isEmpty();
    }

    /** Has the release withdrawn once the transaction that is under way is committed. */
    void withdraw(String instance) {
        var job = new MessageEntity();
        job.setJobHandlerType(TYPE);
        job.setJobHandlerConfiguration(new Release(instance));
        Context.getCommandContext().getJobManager().send(job);
    }

    @Override
    public void execute(
            Release release, @Nullable ExecutionEntity none, CommandContext context, @Nullable String noTenant) {
        if (canBeWithdrawn(release.instance())) {
            context.getProcessEngineConfiguration()
                    .getRuntimeService()
                    .createMessageCorrelation(Message.WITHDRAWN.id())
                    .processInstanceId(release.instance())
                    .correlate();
        }
    }

    @Override
    public String getType() {
        return TYPE;
    }

    @Override
    public Release newConfiguration(String instance) {
        return new Release(instance);
    }

    @Override
    public void onDelete(Release release, JobEntity job) {
        // nothing is kept of it elsewhere
    }
}
