package io.slipway.engine.release;

import io.slipway.contract.Variable;
import io.slipway.evidence.EvidenceLog;
import io.slipway.permit.Leases;
import io.slipway.permit.ReleaseRecord;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Tells a release that is withdrawn whether a newer one has taken its environment. Then it has touched nothing, gets no
 * permit to bring anything back, and has nothing to bring back. Who still has the environment keeps it from here on: a
 * newer one finds that it is being withdrawn.
 */
@Component
@Profile("!worker")
class NewerTold implements ExecutionListener {

    private final Leases leases;
    private final EvidenceLog evidence;

    NewerTold(Leases leases, EvidenceLog evidence) {
        this.leases = leases;
        this.evidence = evidence;
    }

    @Override
    public void notify(DelegateExecution release) {
        // the lease first: a newer one that takes it at this moment is waited for, and then seen
        @Nullable
        String newer = leases.holds(release.getProcessInstanceId())
                ? null
                : new ReleaseRecord(evidence.proofs(release.getProcessBusinessKey()))
                        .newer()
                        .map(ReleaseRecord.Newer::release)
                        .orElse(null);
        try (var writing = OwnWrites.begin()) {
            release.setVariable(Variable.NEWER_RELEASE.name(), newer);
        }
    }
}
