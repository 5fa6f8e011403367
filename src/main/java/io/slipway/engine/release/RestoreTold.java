package io.slipway.engine.release;

import io.slipway.contract.Variable;
import io.slipway.evidence.EvidenceLog;
import io.slipway.permit.ReleaseRecord;
import io.slipway.permit.Restoration;
import io.slipway.permit.Restorations;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Tells a rollback whether it puts a database back, and its tasks which backup: the evidence says both, and no variable does. */
@Component
@Profile("!worker")
class RestoreTold implements ExecutionListener {

    private final EvidenceLog evidence;
    private final Restorations restorations;

    RestoreTold(EvidenceLog evidence, Restorations restorations) {
        this.evidence = evidence;
        this.restorations = restorations;
    }

    /** Whether there is something to put back: the model asks. */
    void planned(DelegateExecution rollback) {
        try (var writing = OwnWrites.begin()) {
            rollback.setVariable(Variable.RESTORE_PLANNED.name(), restorations.isPlanned(record(rollback)));
        }
    }

    /** Which backup a task is about. */
    @Override
    public void notify(DelegateExecution task) {
        var found = restorations.of(record(task));
        Told.to(
                task,
                Map.of(
                        Variable.BACKUP, found.map(Restoration::backup),
                        Variable.BACKUP_RECORD, found.map(Restoration::record)));
    }

    private ReleaseRecord record(DelegateExecution rollback) {
        return new ReleaseRecord(evidence.proofs(rollback.getProcessBusinessKey()));
    }
}
