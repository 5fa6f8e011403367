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
 * Withdraws releases whose environment a newer one has taken, the way a person withdraws one. The newer one's start only
 * leaves a job behind, committed with it: what the older one is doing at that moment cannot make the start fail, and is
 * waited for by trying again.
 */
@Component
@Profile("!worker")
class OlderReleases implements JobHandler<OlderReleases.Older> {

    /** Where a release that is withdrawn is told of a newer one. */
    static final String NEWER_RELEASE_STARTED = "Gateway_NewerReleaseStarted";

    private static final String TYPE = "withdraw-older-release";

    /** The process instance of the older release, as the job keeps it. */
    record Older(String instance) implements JobHandlerConfiguration {

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
        job.setJobHandlerConfiguration(new Older(instance));
        Context.getCommandContext().getJobManager().send(job);
    }

    @Override
    public void execute(
            Older older, @Nullable ExecutionEntity none, CommandContext context, @Nullable String noTenant) {
        if (canBeWithdrawn(older.instance())) {
            context.getProcessEngineConfiguration()
                    .getRuntimeService()
                    .createMessageCorrelation(Message.WITHDRAWN.id())
                    .processInstanceId(older.instance())
                    .correlate();
        }
    }

    @Override
    public String getType() {
        return TYPE;
    }

    @Override
    public Older newConfiguration(String instance) {
        return new Older(instance);
    }

    @Override
    public void onDelete(Older older, JobEntity job) {
        // nothing is kept of it elsewhere
    }
}
