package io.slipway.engine.release;

import io.slipway.contract.Variable;
import io.slipway.engine.Refusal;
import io.slipway.evidence.EvidenceLog;
import io.slipway.permit.Leases;
import io.slipway.permit.Rehearsals;
import io.slipway.permit.ReleaseRecord;
import io.slipway.permit.Returns;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What a release leaves behind: the confirmed version if it was confirmed, and in any case a free environment. */
@Component
@Profile("!worker")
class ReleaseEnding {

    private final Leases leases;
    private final Returns returns;
    private final Rehearsals rehearsals;
    private final EvidenceLog evidence;

    ReleaseEnding(Leases leases, Returns returns, Rehearsals rehearsals, EvidenceLog evidence) {
        this.returns = returns;
        this.rehearsals = rehearsals;
        this.leases = leases;
        this.evidence = evidence;
    }

    /**
     * At the end event <i>Release confirmed</i>, the only one that makes a version confirmed: what is recorded, and every
     * later rollback goes to, is what a worker was permitted to confirm.
     *
     * @throws Refusal if nobody was, whatever moved the release here
     */
    void confirm(DelegateExecution release) {
        var confirmed = new ReleaseRecord(evidence.proofs(release.getProcessBusinessKey()))
                .confirmable()
                .orElseThrow(() -> new Refusal(
                        Variable.OUTCOME.name(),
                        "nobody was permitted to confirm " + release.getProcessBusinessKey()
                                + ", so it does not end confirmed"));
        leases.confirm(release.getProcessInstanceId(), confirmed.version(), confirmed.digest());
    }

    /**
     * At the ends of a rollback that somebody started: what the environment is back at is what is confirmed there from now on.
     *
     * @throws Refusal if the evidence does not prove that it is back, whatever moved the process here
     */
    void returned(DelegateExecution rollback) {
        var back = returns.reached(new ReleaseRecord(evidence.proofs(rollback.getProcessBusinessKey())))
                .orElseThrow(() -> new Refusal(
                        Variable.OUTCOME.name(),
                        "the evidence does not prove that " + rollback.getProcessBusinessKey()
                                + " has brought the version back, so it does not end rolled back"));
        leases.returnTo(rollback.getProcessInstanceId(), back.to());
    }

    /**
     * At the end of a rehearsal that has passed. What is confirmed there stays as it was.
     *
     * @throws Refusal if the evidence does not prove that it has, whatever moved the process here
     */
    void rehearsed(DelegateExecution rehearsal) {
        if (rehearsals
                .passed(new ReleaseRecord(evidence.proofs(rehearsal.getProcessBusinessKey())))
                .isEmpty()) {
            throw new Refusal(
                    Variable.OUTCOME.name(),
                    "the evidence does not prove that " + rehearsal.getProcessBusinessKey()
                            + " went to another version and back, so it does not end as passed");
        }
    }

    /** At every end, cancellation and deletion included. */
    void leave(DelegateExecution release) {
        leases.leave(release.getProcessInstanceId());
    }
}
