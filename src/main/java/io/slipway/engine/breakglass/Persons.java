package io.slipway.engine.breakglass;

import io.slipway.contract.Role;
import io.slipway.engine.Refusal;
import io.slipway.evidence.Fact;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Who asks, and whether two accounts are two people, as far as that can be known. */
@Component
@Profile("!worker")
class Persons {

    private final ProcessEngine engine;

    Persons(ProcessEngine engine) {
        this.engine = engine;
    }

    /** Who is logged in. */
    String caller() {
        var authentication = engine.getIdentityService().getCurrentAuthentication();
        return authentication == null ? Fact.NOBODY : authentication.getUserId();
    }

    /** @throws Refusal if who is logged in is not of the role */
    void checkRole() {
        var authentication = engine.getIdentityService().getCurrentAuthentication();
        if (authentication == null || !GlassUse.isMember(authentication.getGroupIds())) {
            throw new Refusal("role", caller() + " is not in the role " + Role.BREAK_GLASS.id());
        }
    }

    /** Whether it is one account, or two with one address. */
    boolean same(String one, String other) {
        var mail = mail(one);
        return one.equals(other) || !mail.isEmpty() && mail.equalsIgnoreCase(mail(other));
    }

    /** Asked past the rights of who is logged in: they may not read other people's. */
    private String mail(String person) {
        var user = ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(context -> context.runWithoutAuthorization(
                        () -> context.getReadOnlyIdentityProvider().findUserById(person)));
        return user == null || user.getEmail() == null ? "" : user.getEmail().strip();
    }
}
