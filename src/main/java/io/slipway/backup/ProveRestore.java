package io.slipway.backup;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Database;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.database.RestoreProof;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Restores the backup into a database made for it, and compares: a backup counts only after that (BACK-2, CHECK-3). */
@Component
final class ProveRestore implements Worker {

    private final Catalog catalog;

    ProveRestore(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Topic topic() {
        return Topic.PROVE_RESTORE;
    }

    @Override
    public Outcome work(Job job) throws InterruptedException {
        var place = DatabaseBackup.of(catalog, job);
        var finding = place.described().isEmpty()
                ? place.none()
                : prove(place, place.described().get(), job);
        return Outcome.found(Variable.RESTORE_VERDICT, List.of(finding));
    }

    private static Finding prove(DatabaseBackup place, Database described, Job job) throws InterruptedException {
        var name = job.find(Variable.BACKUP);
        var record = job.find(Variable.BACKUP_RECORD);
        if (name.isEmpty() || record.isEmpty()) {
            return Finding.unknown(
                    Rule.BACK_2, "There is no backup of " + place + " that could be restored: none was made", Map.of());
        }
        try {
            var result = new RestoreProof(described, place.service(), place.environment())
                    .prove(name.get(), record.get(), job.businessKey());
            return judged(name.get(), record.get(), result);
        } catch (IOException | IllegalArgumentException e) {
            return Finding.unknown(
                    Rule.BACK_2,
                    "Whether " + name.get() + " can be restored is not known, so it does not count and was taken away: "
                            + e.getMessage() + ". Mend that, and check again: another backup is made",
                    Map.of(
                            "backup",
                            name.get(),
                            "within",
                            described.backup().within().toString()));
        }
    }

    private static Finding judged(String name, String recordDigest, RestoreProof.Result result) {
        var facts = DatabaseBackup.facts(name, recordDigest, result.record());
        facts.put("restored", result.took().toString());
        facts.put("differences", Integer.toString(result.differences().size()));
        var differences = result.differences();
        if (!differences.isEmpty()) {
            return Finding.fail(
                    Rule.BACK_2,
                    "What " + name + " restores is not what was there (" + differences.size() + "): "
                            + DatabaseBackup.first(differences)
                            + ". It does not count and was taken away. Find out why, and check again",
                    facts);
        }
        return Finding.pass(
                Rule.BACK_2,
                name + " was restored within " + result.took().toSeconds() + " s, and every row of its "
                        + result.record().contents().tables().size() + " tables, and what they are made of, is what was"
                        + " there at " + result.record().taken(),
                facts);
    }
}
