package io.slipway.engine.breakglass;

import io.slipway.contract.Role;
import io.slipway.engine.Refusal;
import io.slipway.engine.people.Persons;
import io.slipway.evidence.Fact;
import org.camunda.bpm.engine.ProcessEngine;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Who asks, and whether two accounts are two people, as far as that can be known. */
@Component
@Profile("!worker")
class Members {

    private final ProcessEngine engine;
    private final Persons persons;

    Members(ProcessEngine engine, Persons persons) {
        this.engine = engine;
        this.persons = persons;
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

    /** Whether it is one person, or that cannot be ruled out because an account has no e-mail address. */
    boolean mayBeSame(String one, String other) {
        var person = persons.of(one);
        return one.equals(other) || person.isEmpty() || persons.of(other).isEmpty() || person.equals(persons.of(other));
    }
}
