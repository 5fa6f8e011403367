package io.slipway.engine.access;

import io.slipway.contract.Message;
import io.slipway.contract.Role;
import io.slipway.engine.OwnCommands;
import io.slipway.engine.proof.Fields;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.MessageCorrelationBuilderImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.AbstractCorrelateMessageCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * The second door, inside: whatever way a call comes in by, nobody moves a token, writes a variable, deletes a release,
 * deploys a model or does a worker's work: not an administrator, and not code in this JVM that acts in nobody's name.
 * What a command does further in is not asked again.
 */
final class CommandGuard extends CommandInterceptor {

    private final ProcessEngineConfigurationImpl configuration;

    CommandGuard(ProcessEngineConfigurationImpl configuration) {
        this.configuration = configuration;
    }

    @Override
    public <T> T execute(Command<T> command) {
        if (Context.getCommandContext() == null && !OwnCommands.happening()) {
            var user = user();
            if (!allowed(command, user)) {
                throw new AuthorizationException(
                        "Releases are not moved by hand: " + (user == null ? "code in nobody's name" : user)
                                + " may not do " + command.getClass().getSimpleName()
                                + ". Withdraw the release, or resolve its stop");
            }
        }
        return next.execute(command);
    }

    private @Nullable String user() {
        var identity = configuration.getIdentityService();
        var authentication = identity == null ? null : identity.getCurrentAuthentication();
        return authentication == null ? null : authentication.getUserId();
    }

    private static boolean allowed(Command<?> command, @Nullable String user) {
        var name = command.getClass().getName();
        if (GuardedCommands.WORKERS.contains(name)) {
            return Role.SLIPWAY_WORKER.id().equals(user);
        }
        if (GuardedCommands.ENGINE.contains(name)) {
            return Context.getJobExecutorContext() != null;
        }
        if (command instanceof AbstractCorrelateMessageCmd message) {
            return !GuardedCommands.NOBODY.contains(name) && isWithdrawal(message);
        }
        return !GuardedCommands.NOBODY.contains(name);
    }

    /** A withdrawal of one release, named by its key. */
    private static boolean isWithdrawal(AbstractCorrelateMessageCmd command) {
        var name = Fields.of(command, AbstractCorrelateMessageCmd.class, "messageName");
        var builder = Fields.of(command, AbstractCorrelateMessageCmd.class, "builder");
        return Message.WITHDRAWN.id().equals(name)
                && builder instanceof MessageCorrelationBuilderImpl correlation
                && correlation.getBusinessKey() != null
                && Stream.of(
                                correlation.getPayloadProcessInstanceVariables(),
                                correlation.getPayloadProcessInstanceVariablesLocal(),
                                correlation.getPayloadProcessInstanceVariablesToTriggeredScope())
                        .allMatch(variables -> variables == null || variables.isEmpty());
    }
}
