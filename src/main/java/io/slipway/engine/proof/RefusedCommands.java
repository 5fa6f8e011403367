package io.slipway.engine.proof;

import io.slipway.engine.OwnCommands;
import io.slipway.engine.Refusal;
import io.slipway.evidence.Fact;
import io.slipway.evidence.Refusals;
import java.util.Optional;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Outside of everything: whatever guard further in refuses a command, the attempt becomes evidence once its transaction
 * has been rolled back.
 */
final class RefusedCommands extends CommandInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedCommands.class);

    /** Code in this JVM that acts in nobody's name. */
    private static final String CODE = "java";

    private final ProcessEngineConfigurationImpl configuration;
    private final Refusals refusals;
    private final Affected affected;

    RefusedCommands(ProcessEngineConfigurationImpl configuration, Refusals refusals, Affected affected) {
        this.configuration = configuration;
        this.refusals = refusals;
        this.affected = affected;
    }

    @Override
    public <T> T execute(Command<T> command) {
        if (Context.getCommandContext() != null) {
            return next.execute(command);
        }
        try {
            return next.execute(command);
        } catch (RuntimeException e) {
            refusal(e).ifPresent(why -> record(command, why));
            throw e;
        }
    }

    private static Optional<String> refusal(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal || cause instanceof AuthorizationException) {
                return Optional.of(String.valueOf(cause.getMessage()));
            }
        }
        return Optional.empty();
    }

    private static String ofThisJvm() {
        return Context.getJobExecutorContext() != null || OwnCommands.happening() ? Fact.SLIPWAY : CODE;
    }

    private void record(Command<?> command, String why) {
        try {
            var identity = configuration.getIdentityService();
            var authentication = identity == null ? null : identity.getCurrentAuthentication();
            var actor = authentication == null ? ofThisJvm() : authentication.getUserId();
            refusals.refused(
                    affected.byCommand(command), actor, command.getClass().getSimpleName(), why);
        } catch (RuntimeException e) {
            LOG.error("A refusal could not be written into the evidence", e);
        }
    }
}
