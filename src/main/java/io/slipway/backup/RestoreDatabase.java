package io.slipway.backup;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.CatalogException;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.permit.PermitRefusedException;
import io.slipway.permit.Restoration;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Puts the restored backup into the place of the live database, which is set aside and not dropped: what was given up can be
 * brought back by hand (AUTH-4, NOT-4). What it could not do is a finding.
 */
@Component
final class RestoreDatabase implements Worker {

    private final Catalog catalog;

    RestoreDatabase(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Topic topic() {
        return Topic.RESTORE_DATABASE;
    }

    @Override
    public Outcome work(Job job) throws InterruptedException {
        // the next look at the data tells how it is then
        return Outcome.found(Variable.DATA_VERDICT, List.of(restore(job)));
    }

    private Finding restore(Job job) throws InterruptedException {
        var place = DatabaseBackup.of(catalog, job);
        var backup = job.get(Variable.BACKUP);
        var facts =
                new TreeMap<>(Map.of(Restoration.BACKUP, backup, Restoration.RECORD, job.get(Variable.BACKUP_RECORD)));
        try {
            return put(place, place.takePlace(catalog, job, topic()), facts);
        } catch (PermitRefusedException e) {
            return Finding.fail(Rule.AUTH_4, String.valueOf(e.getMessage()), facts);
        } catch (IOException | CatalogException | IllegalArgumentException e) {
            return Finding.unknown(
                    Rule.AUTH_4,
                    "The database of " + place + " was not seen to be put back as " + backup + " has it: "
                            + e.getMessage()
                            + ". It is as it was, or wholly put back, and what is there is looked at again: mend that, and"
                            + " decide anew",
                    facts);
        }
    }

    private static Finding put(DatabaseBackup place, String aside, Map<String, String> facts) {
        facts.put("setAside", aside);
        return Finding.pass(
                Rule.AUTH_4,
                "The database of " + place + " was put back as " + facts.get(Restoration.BACKUP)
                        + " has it. What it was is set aside as '"
                        + aside
                        + "' on the same server, with every row that was written until then. Bring back what is needed,"
                        + " and drop it",
                facts);
    }
}
