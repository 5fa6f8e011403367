package io.slipway.engine.release;

import io.slipway.engine.Refusal;
import io.slipway.evidence.Fact;
import io.slipway.evidence.Refusals;
import java.util.Set;
import java.util.function.Consumer;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What a person does beside the processes, by role: all of it or nothing, and a refused attempt is evidence. */
@Component
@Profile("!worker")
class ByPerson {

    private final Refusals refusals;
    private final ProcessEngine engine;

    ByPerson(Refusals refusals, ProcessEngine engine) {
        this.refusals = refusals;
        this.engine = engine;
    }

    /**
     * Does it as one command of the engine, so that what comes of it is kept together.
     *
     * @param what is attempted, for the evidence of a refusal
     * @throws Refusal if the act says so
     */
    void attempt(String what, Consumer<CommandContext> act) {
        try {
            Command<Boolean> command = context -> {
                act.accept(context);
                return true;
            };
            ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                    .getCommandExecutorTxRequired()
                    .execute(command);
        } catch (Refusal e) {
            refusals.refused(null, caller(), what, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /** @throws Refusal if who is logged in has none of the roles */
    void requireOneOf(Set<String> roles) {
        var authentication = engine.getIdentityService().getCurrentAuthentication();
        if (authentication == null || authentication.getGroupIds().stream().noneMatch(roles::contains)) {
            throw new Refusal(
                    "role",
                    caller() + " is in none of the roles "
                            + roles.stream().sorted().toList());
        }
    }

    /** The account that is logged in. */
    String caller() {
        var authentication = engine.getIdentityService().getCurrentAuthentication();
        return authentication == null ? Fact.NOBODY : authentication.getUserId();
    }
}
