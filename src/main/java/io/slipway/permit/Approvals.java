package io.slipway.permit;

import io.slipway.contract.Role;
import io.slipway.evidence.Entry;
import java.time.Instant;
import java.util.Optional;

/** Which decision counts as the approval of a plan. */
final class Approvals {

    private static final String APPROVE = "approve";

    private final ReleaseRecord record;

    Approvals(ReleaseRecord record) {
        this.record = record;
    }

    /** The newest decision about the plan, if it is an approval that counts. */
    Optional<Entry> of(Plan plan, Instant notBefore) {
        return newest(plan)
                .filter(decision ->
                        decision.fact().body().path("approvalDecision").asText().equals(APPROVE))
                .filter(decision -> !decision.at().isBefore(notBefore))
                .filter(decision -> !decision.fact().actor().equals(record.startedBy()))
                .filter(Approvals::isByAnOrchestrator);
    }

    /** Why there is none. */
    String why(Plan plan) {
        return newest(plan).isEmpty()
                ? "nobody decided about this plan"
                : "the newest decision about this plan is no approval that counts: by an orchestrator, not by whose change"
                        + " it is, and not older than 24 hours";
    }

    private Optional<Entry> newest(Plan plan) {
        return record.decisions(plan).reduce((older, newer) -> newer);
    }

    private static boolean isByAnOrchestrator(Entry decision) {
        for (var group : decision.fact().body().path("groups")) {
            if (group.asText().equals(Role.ORCHESTRATOR.id())) {
                return true;
            }
        }
        return false;
    }
}
