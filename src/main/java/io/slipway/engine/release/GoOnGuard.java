package io.slipway.engine.release;

import io.slipway.contract.Role;
import io.slipway.contract.Variable;
import io.slipway.engine.Refusal;
import io.slipway.evidence.EvidenceLog;
import io.slipway.permit.Comparisons;
import io.slipway.permit.ReleaseRecord;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Looks at who gives a new version all of the traffic though the comparison with the confirmed one decides nothing: an
 * orchestrator, and only there. The permit asks the evidence for the same again.
 */
@Component
@Profile("!worker")
class GoOnGuard {

    private final EvidenceLog evidence;

    GoOnGuard(EvidenceLog evidence) {
        this.evidence = evidence;
    }

    /**
     * @param as the roles that the person is asked as
     * @throws Refusal if the decision does not count
     */
    void require(@Nullable String release, Collection<String> as) {
        var record = new ReleaseRecord(evidence.proofs(String.valueOf(release)));
        if (!Comparisons.isOpen(record)) {
            throw new Refusal(
                    Variable.STOP_DECISION.name(),
                    "there is nothing to go on with: no new version has a share of the traffic with a comparison that"
                            + " decides nothing. Choose 're-check' or 'give-up'");
        }
        if (!Comparisons.isWatched(record)) {
            throw new Refusal(
                    Variable.STOP_DECISION.name(),
                    "monitoring does not see all of the new version, or alarms (DEPL-2): it would get no permit, and be taken"
                            + " back. Mend monitoring and choose 're-check', or 'give-up'");
        }
        if (!as.contains(Role.ORCHESTRATOR.id())) {
            throw new Refusal(
                    Variable.STOP_DECISION.name(),
                    "that a version goes on though nothing is decided is decided by an orchestrator (GATE-5)");
        }
    }
}
