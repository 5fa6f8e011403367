package io.slipway.engine.release;

import io.slipway.contract.Role;
import io.slipway.contract.Variable;
import io.slipway.engine.Refusal;
import io.slipway.permit.Hold;
import io.slipway.permit.Holds;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Shows what is held, and lets a person lift it, who says why: whoever answers for what comes next, or the orchestrator. */
@Component
@Profile("!worker")
public class HeldEnvironments {

    private static final Logger LOG = LoggerFactory.getLogger("slipway.news");
    private static final Set<String> AFTER_A_ROLLBACK =
            Set.of(Role.RELEASE_MANAGER.id(), Role.ORCHESTRATOR.id(), Role.OPS.id());
    private static final Set<String> AFTER_AN_INCIDENT = Set.of(Role.ORCHESTRATOR.id());

    private final Holds holds;
    private final ByPerson person;

    HeldEnvironments(Holds holds, ByPerson person) {
        this.holds = holds;
        this.person = person;
    }

    /** What is to be lifted, and why, as somebody wrote it. */
    public record Request(@Nullable String service, @Nullable String environment, @Nullable String reason) {}

    /** All that hold, the oldest first. */
    public List<Hold> held() {
        return holds.all();
    }

    /**
     * Lifts the hold of an environment.
     *
     * @throws Refusal if it has none, no reason is given, or who is logged in may not; the refusal is evidence
     */
    public void lift(Request request) {
        person.attempt("to lift a hold", context -> {
            var hold = holds.of(String.valueOf(request.service()), String.valueOf(request.environment()))
                    .orElseThrow(() -> new Refusal(
                            Variable.ENVIRONMENT.name(),
                            "nothing holds for " + request.service() + " in " + request.environment()));
            person.requireOneOf(hold.reach() == Hold.Reach.EVERYTHING ? AFTER_AN_INCIDENT : AFTER_A_ROLLBACK);
            var reason = Words.sentence("reason", request.reason());
            holds.lift(hold.service(), hold.environment(), person.caller(), reason);
        });
        LOG.warn(
                "{} lifted the hold of {} in {}: {}",
                person.caller(),
                request.service(),
                request.environment(),
                request.reason());
    }
}
