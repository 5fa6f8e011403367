package io.slipway.engine.access;

import io.slipway.contract.Message;
import io.slipway.contract.Role;
import io.slipway.engine.OwnCommands;
import io.slipway.engine.breakglass.GlassUse;
import io.slipway.engine.proof.Fields;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.MessageCorrelationBuilderImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.AbstractCorrelateMessageCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * The second door, inside: whatever way a call comes in by, nobody moves a token, writes a variable, deletes a release,
 * deploys a model or does a worker's work: not an administrator, and not code in this JVM that acts in nobody's name. Two
 * people together may put hand on one release ({@link GlassUse}).
 * What a command does further in is not asked again.
 */
final class CommandGuard extends CommandInterceptor {

    private final ProcessEngineConfigurationImpl configuration;
    private final GlassUse glass;

    CommandGuard(ProcessEngineConfigurationImpl configuration, GlassUse glass) {
        this.configuration = configuration;
        this.glass = glass;
    }

    @Override
    public <T> T execute(Command<T> command) {
        if (Context.getCommandContext() != null || OwnCommands.happening()) {
            return next.execute(command);
        }
        var person = person();
        if (person != null
                && GuardedCommands.BREAK_GLASS.contains(command.getClass().getName())) {
            return next.execute(glass.under(command, person, why(command, person.getUserId())));
        }
        var user = person == null ? null : person.getUserId();
        if (!allowed(command, user)) {
            throw new AuthorizationException(why(command, user == null ? "code in nobody's name" : user));
        }
        return next.execute(command);
    }

    private static String why(Command<?> command, String user) {
        return "Releases are not moved by hand: " + user + " may not do "
                + command.getClass().getSimpleName() + ". Withdraw the release, or resolve its stop";
    }

    private @Nullable Authentication person() {
        var identity = configuration.getIdentityService();
        return identity == null ? null : identity.getCurrentAuthentication();
    }

    private static boolean allowed(Command<?> command, @Nullable String user) {
        var name = command.getClass().getName();
        if (GuardedCommands.WORKERS.contains(name)) {
            return Role.SLIPWAY_WORKER.id().equals(user);
        }
        if (GuardedCommands.BREAK_GLASS.contains(name)) {
            return false;
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
