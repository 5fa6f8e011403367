package io.slipway.engine.release;

import io.slipway.contract.Role;
import io.slipway.contract.Variable;
import io.slipway.engine.Refusal;
import io.slipway.evidence.EvidenceLog;
import io.slipway.permit.ReleaseRecord;
import io.slipway.permit.Restorations;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Looks at who decides to put a database back, and whether they name what is given up with it: an orchestrator, and as many rows
 * as were measured last. The permit asks the evidence for the same again.
 */
@Component
@Profile("!worker")
class RestoreGuard {

    private final EvidenceLog evidence;
    private final Restorations restorations;

    RestoreGuard(EvidenceLog evidence, Restorations restorations) {
        this.evidence = evidence;
        this.restorations = restorations;
    }

    /**
     * @param as the roles that the person is asked as
     * @param named how many rows they give up
     * @throws Refusal if the decision does not count
     */
    void require(@Nullable String release, Collection<String> as, @Nullable Object named) {
        var rollback = new ReleaseRecord(evidence.proofs(String.valueOf(release)));
        var loss = restorations
                .of(rollback)
                .flatMap(restoration -> restoration.loss(rollback))
                .orElseThrow(() -> new Refusal(
                        Variable.STOP_DECISION.name(),
                        "there is nothing to restore: no approved plan says so, or what it gives up was not measured"));
        if (!as.contains(Role.ORCHESTRATOR.id())) {
            throw new Refusal(
                    Variable.STOP_DECISION.name(), "that data is given up is decided by an orchestrator (AUTH-4)");
        }
        if (!loss.equals(named)) {
            throw new Refusal(
                    Variable.ACCEPTED_LOSS.name(),
                    "names how many rows are given up: measured were " + loss + ", named '"
                            + (named == null ? "" : named) + "'");
        }
    }
}
