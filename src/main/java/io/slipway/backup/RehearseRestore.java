package io.slipway.backup;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.CatalogException;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.database.RestoreBeside;
import io.slipway.permit.PermitRefusedException;
import io.slipway.permit.Restoration;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Puts a database back as a rollback of what is confirmed would, where no users are: restored beside, proven, and in the live one's place,
 * which is set aside until {@link ReturnDatabase} (ROLL-4). Nobody gives anything up, so nobody is asked.
 */
@Component
final class RehearseRestore implements Worker {

    private final Catalog catalog;

    RehearseRestore(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Topic topic() {
        return Topic.REHEARSE_RESTORE;
    }

    @Override
    public Outcome work(Job job) throws InterruptedException {
        return Outcome.found(Variable.DATA_VERDICT, List.of(rehearse(job)));
    }

    private Finding rehearse(Job job) throws InterruptedException {
        var place = DatabaseBackup.of(catalog, job);
        var backup = job.find(Variable.BACKUP).orElse("");
        var record = job.find(Variable.BACKUP_RECORD).orElse("");
        var facts = new TreeMap<>(Map.of(Restoration.BACKUP, backup, Restoration.RECORD, record));
        var begun = Instant.now();
        try {
            var beside = place.beside();
            // what an attempt that nobody heard of has put into its place is not restored again
            if (!beside.tookPlace(job.businessKey())) {
                if (beside.differences(backup, record).isEmpty()) {
                    return Finding.fail(Rule.ROLL_4, alreadySo(place, backup), facts);
                }
                facts.putAll(measured(beside.prepare(backup, record, job.businessKey()), begun));
            }
            facts.put("setAside", place.takePlace(catalog, job, topic()));
            return Finding.pass(
                    Rule.ROLL_4,
                    "The database of " + place + " was put back as " + backup
                            + " has it, restored and proven. What it was is set aside as '" + facts.get("setAside")
                            + "', and takes its place again before this rehearsal ends",
                    facts);
        } catch (PermitRefusedException e) {
            return Finding.fail(Rule.ROLL_4, String.valueOf(e.getMessage()), facts);
        } catch (IOException | CatalogException | IllegalArgumentException e) {
            return Finding.unknown(
                    Rule.ROLL_4,
                    "The database of " + place + " was not seen to be put back as "
                            + (backup.isEmpty() ? "it was backed up" : backup + " has it") + ": " + e.getMessage()
                            + ". It is as it was, or is given back now; nothing is rehearsed. Mend that, and rehearse again",
                    facts);
        }
    }

    private static String alreadySo(DatabaseBackup place, String backup) {
        return "The database of " + place + " is made of what " + backup + " says already, so there is nothing that a"
                + " rollback would put back: somebody else has. Look at it, and release again";
    }

    private static Map<String, String> measured(RestoreBeside.Waiting waiting, Instant begun) {
        var took = Duration.between(begun, Instant.now()).truncatedTo(ChronoUnit.MILLIS);
        return Map.of(
                "restoredWithin",
                took.toString(),
                "taken",
                waiting.record().taken(),
                Restoration.ROWS,
                Long.toString(waiting.loss().rows()));
    }
}
