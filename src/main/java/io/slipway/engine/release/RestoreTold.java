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

    /** The same for a rehearsal: whether a rollback of what is confirmed there puts something back. */
    void rehearsed(DelegateExecution rehearsal) {
        var planned =
                record(rehearsal).rehearses().filter(restorations::isPlanned).isPresent();
        try (var writing = OwnWrites.begin()) {
            rehearsal.setVariable(Variable.RESTORE_PLANNED.name(), planned);
        }
    }

    /** Which backup a task is about. */
    @Override
    public void notify(DelegateExecution task) {
        var record = record(task);
        var found = record.rehearses().isPresent()
                ? record.rehearses().flatMap(restorations::ofConfirmed)
                : restorations.of(record);
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
