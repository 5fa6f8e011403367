package io.slipway.backup;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.CatalogException;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.permit.PermitRefusedException;
import io.slipway.permit.Restoration;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Gives a database its place again that {@link RehearseRestore} has set aside, and looks whether it is the one that has it (ROLL-4).
 * Idempotent; where a rehearsal puts nothing back there is nothing to do.
 */
@Component
final class ReturnDatabase implements Worker {

    private final Catalog catalog;

    ReturnDatabase(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Topic topic() {
        return Topic.RETURN_DATABASE;
    }

    @Override
    public Outcome work(Job job) throws InterruptedException {
        return job.find(Variable.RESTORE_PLANNED).equals(Optional.of(false))
                ? Outcome.done().with(Variable.RETURN_VERDICT, Verdict.PASS.id())
                : Outcome.found(Variable.RETURN_VERDICT, List.of(give(job)));
    }

    private Finding give(Job job) throws InterruptedException {
        var place = DatabaseBackup.of(catalog, job);
        var facts = new TreeMap<String, String>();
        try {
            var backup = job.get(Variable.BACKUP);
            var record = job.get(Variable.BACKUP_RECORD);
            facts.put(Restoration.BACKUP, backup);
            facts.put(Restoration.RECORD, record);
            place.giveBack(catalog, job, topic());
            if (job.find(Variable.DATA_VERDICT).equals(Optional.of(Verdict.PASS.id()))) {
                requireReturned(place, backup, record);
            }
            return Finding.pass(
                    Rule.ROLL_4,
                    "The database of " + place + " is the one that it was before this rehearsal, with every row",
                    facts);
        } catch (PermitRefusedException e) {
            return Finding.fail(Rule.ROLL_4, String.valueOf(e.getMessage()), facts);
        } catch (IOException | CatalogException | IllegalArgumentException e) {
            return Finding.unknown(
                    Rule.ROLL_4,
                    "The database of " + place + " is not known to be the one that it was before this rehearsal: "
                            + e.getMessage()
                            + ". What was live is set aside on the same server, as 'slipway_aside_…'. Mend that, and check again",
                    facts);
        }
    }

    /** What was set aside may have been dropped by hand: then what was put back has its place still. */
    private static void requireReturned(DatabaseBackup place, String backup, String record) throws IOException {
        if (place.beside().differences(backup, record).isEmpty()) {
            throw new IOException(
                    "it is made of what " + backup
                            + " says, so what was put back for the rehearsal still has its place, and nothing is set aside for it");
        }
    }
}
