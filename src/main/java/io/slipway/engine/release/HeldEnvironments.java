package io.slipway.engine.release;

import io.slipway.contract.Role;
import io.slipway.contract.Variable;
import io.slipway.engine.Refusal;
import io.slipway.evidence.Fact;
import io.slipway.evidence.Refusals;
import io.slipway.permit.Hold;
import io.slipway.permit.Holds;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
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
    private final Refusals refusals;
    private final ProcessEngine engine;

    HeldEnvironments(Holds holds, Refusals refusals, ProcessEngine engine) {
        this.holds = holds;
        this.refusals = refusals;
        this.engine = engine;
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
        var authentication = engine.getIdentityService().getCurrentAuthentication();
        var caller = authentication == null ? Fact.NOBODY : authentication.getUserId();
        try {
            var hold = holds.of(String.valueOf(request.service()), String.valueOf(request.environment()))
                    .orElseThrow(() -> new Refusal(
                            Variable.ENVIRONMENT.name(),
                            "nothing holds for " + request.service() + " in " + request.environment()));
            requireMay(authentication, caller, hold);
            var reason = Words.sentence("reason", request.reason());
            Command<Boolean> command = context -> {
                holds.lift(hold.service(), hold.environment(), caller, reason);
                return true;
            };
            ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                    .getCommandExecutorTxRequired()
                    .execute(command);
            LOG.warn("{} lifted the hold of {} in {}: {}", caller, hold.service(), hold.environment(), reason);
        } catch (Refusal e) {
            refusals.refused(null, caller, "to lift a hold", String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private static void requireMay(@Nullable Authentication authentication, String caller, Hold hold) {
        var roles = hold.reach() == Hold.Reach.EVERYTHING ? AFTER_AN_INCIDENT : AFTER_A_ROLLBACK;
        if (authentication == null || authentication.getGroupIds().stream().noneMatch(roles::contains)) {
            throw new Refusal(
                    "role",
                    caller + " is in none of the roles "
                            + roles.stream().sorted().toList() + ", who lift this: " + hold.why());
        }
    }
}
