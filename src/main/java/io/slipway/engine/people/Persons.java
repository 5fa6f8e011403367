package io.slipway.engine.people;

import io.slipway.contract.Email;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngine;
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

    /** The person's e-mail address, in the one way to write it; empty if there is no such account, or it has none. */
    public Optional<String> of(String account) {
        var configuration = (ProcessEngineConfigurationImpl) engine.getObject().getProcessEngineConfiguration();
        return configuration.getCommandExecutorTxRequired().execute(context -> email(context, account));
    }

    /** Without asking for rights: people may not read each other's accounts, and must be told apart all the same. */
    private static Optional<String> email(CommandContext context, String account) {
        return context.runWithoutAuthorization(() -> {
            var user = context.getReadOnlyIdentityProvider().findUserById(account);
            return user == null ? Optional.<String>empty() : Email.of(user.getEmail());
        });
    }
}
