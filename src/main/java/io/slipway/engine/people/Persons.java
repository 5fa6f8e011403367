package io.slipway.engine.people;

import io.slipway.contract.Email;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Whose account it is: two accounts with the same e-mail address are one person. */
@Component
@Profile("!worker")
public class Persons {

    /** Guards of the engine ask, and the engine is made with its guards: it is there when they ask, not before. */
    private final ObjectProvider<ProcessEngine> engine;

    Persons(ObjectProvider<ProcessEngine> engine) {
        this.engine = engine;
    }

    /** The e-mail addresses of all accounts that have one of these roles, and an address; sorted, each once. */
    public List<String> having(Collection<String> roles) {
        return configuration().getCommandExecutorTxRequired().execute(context -> roles.stream()
                .flatMap(role -> accounts(context, role))
                .map(User::getEmail)
                .map(Email::of)
                .flatMap(Optional::stream)
                .distinct()
                .sorted()
                .toList());
    }

    private static Stream<User> accounts(CommandContext context, String role) {
        return context
                .runWithoutAuthorization(() -> context.getReadOnlyIdentityProvider()
                        .createUserQuery(context)
                        .memberOfGroup(role)
                        .list())
                .stream();
    }

    private ProcessEngineConfigurationImpl configuration() {
        return (ProcessEngineConfigurationImpl) engine.getObject().getProcessEngineConfiguration();
    }

    /** The person's e-mail address, in the one way to write it; empty if there is no such account, or it has none. */
    public Optional<String> of(String account) {
        return configuration().getCommandExecutorTxRequired().execute(context -> email(context, account));
    }

    /** Without asking for rights: people may not read each other's accounts, and must be told apart all the same. */
    private static Optional<String> email(CommandContext context, String account) {
        return context.runWithoutAuthorization(() -> {
            var user = context.getReadOnlyIdentityProvider().findUserById(account);
            return user == null ? Optional.<String>empty() : Email.of(user.getEmail());
        });
    }
}
