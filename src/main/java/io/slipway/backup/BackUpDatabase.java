package io.slipway.backup;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Database;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.database.BackupWriter;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Backs up the database before a release touches it (BACK-2, AUTH-5). That alone proves nothing yet. */
@Component
final class BackUpDatabase implements Worker {

    private final Catalog catalog;

    BackUpDatabase(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Topic topic() {
        return Topic.BACK_UP_DATABASE;
    }

    @Override
    public Outcome work(Job job) throws InterruptedException {
        var place = DatabaseBackup.of(catalog, job);
        return place.described().isEmpty()
                ? answer(place.none())
                : backUp(place, place.described().get(), job.businessKey());
    }

    private static Outcome backUp(DatabaseBackup place, Database described, String release)
            throws InterruptedException {
        try {
            var backup = new BackupWriter(described, place.service(), place.environment()).write(release);
            var finding = Finding.pass(
                    Rule.BACK_2,
                    "The database '" + described.name() + "' of " + place + " was backed up, encrypted for "
                            + backup.record().recipients().size() + ", as "
                            + backup.name() + " in " + described.backup().folder(),
                    DatabaseBackup.facts(backup.name(), backup.recordDigest(), backup.record()));
            return answer(finding)
                    .with(Variable.BACKUP, backup.name())
                    .with(Variable.BACKUP_RECORD, backup.recordDigest());
        } catch (IOException e) {
            return answer(Finding.unknown(
                    Rule.BACK_2,
                    "The database '" + described.name() + "' of " + place + " was not backed up: " + e.getMessage()
                            + ". Mend that, and check again. Nothing was kept of the attempt",
                    Map.of("within", described.backup().within().toString())));
        }
    }

    /** What an earlier attempt left in the process is not this one's. */
    private static Outcome answer(Finding finding) {
        return Outcome.found(Variable.BACKUP_VERDICT, List.of(finding))
                .with(Variable.BACKUP, null)
                .with(Variable.BACKUP_RECORD, null);
    }
}
