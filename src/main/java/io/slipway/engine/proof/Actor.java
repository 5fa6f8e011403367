package io.slipway.engine.proof;

import io.slipway.evidence.Fact;
import org.camunda.bpm.engine.impl.context.Context;

/** Who does what is being done. */
final class Actor {

    private Actor() {}

    /** The authenticated user of the command that is under way; Slipway if there is none. */
    static String now() {
        var user = Context.getCommandContext().getAuthenticatedUserId();
        return user == null ? Fact.SLIPWAY : user;
    }
}
