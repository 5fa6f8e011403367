package io.slipway.backup;

import io.slipway.catalog.Catalog;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.database.RestoreBeside;
import io.slipway.permit.Restoration;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Looks whether the version that is brought back finds the database that it knows. If not, the backup is restored beside it, and
 * what would be given up by putting that into its place is counted. Nothing that users have is touched (AUTH-4).
 */
@Component
final class MeasureDataLoss implements Worker {

    private final Catalog catalog;

    MeasureDataLoss(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Topic topic() {
        return Topic.MEASURE_DATA_LOSS;
    }

    @Override
    public Outcome work(Job job) throws InterruptedException {
        return Outcome.found(Variable.DATA_VERDICT, List.of(look(job)));
    }

    private Finding look(Job job) throws InterruptedException {
        var place = DatabaseBackup.of(catalog, job);
        var backup = job.find(Variable.BACKUP).orElse("");
        var record = job.find(Variable.BACKUP_RECORD).orElse("");
        var facts = new TreeMap<>(Map.of(Restoration.BACKUP, backup, Restoration.RECORD, record));
        try {
            var beside = place.beside();
            var differences = beside.differences(backup, record);
            return differences.isEmpty()
                    ? Finding.pass(
                            Rule.AUTH_4,
                            "The database of " + place + " is made of what " + backup
                                    + " says, so the version that is brought back finds what it knows, and nothing is put"
                                    + " back",
                            facts)
                    : measured(job, place, differences, beside.prepare(backup, record, job.businessKey()), facts);
        } catch (IOException | IllegalArgumentException e) {
            return Finding.unknown(
                    Rule.AUTH_4,
                    "What would be given up by putting back the database of " + place + " as "
                            + (backup.isEmpty() ? "it was backed up" : backup + " has it") + " is not known: "
                            + e.getMessage() + ". Nothing was changed. Mend that, and check again",
                    facts);
        }
    }

    private static Finding measured(
            Job job,
            DatabaseBackup place,
            List<String> differences,
            RestoreBeside.Waiting waiting,
            Map<String, String> facts) {
        var loss = waiting.loss();
        var taken = waiting.record().taken();
        var age = Duration.between(Instant.parse(taken), Instant.now());
        facts.put("differences", Integer.toString(differences.size()));
        facts.put("taken", taken);
        facts.put("age", Duration.ofSeconds(age.toSeconds()).toString());
        facts.put("waiting", waiting.database());
        facts.put("tables", Integer.toString(loss.tables()));
        facts.put(Restoration.ROWS, Long.toString(loss.rows()));
        return Finding.fail(
                Rule.AUTH_4,
                job.find(Variable.GOAL_VERSION).orElse("The version before")
                        + " does not run on the database of " + place + " as it is now ("
                        + DatabaseBackup.first(differences) + "). It can be put back as it was "
                        + age.toMinutes() + " min " + age.toSecondsPart() + " s ago, at " + taken
                        + ": that gives up " + loss.words()
                        + ". It is restored and proven beside it. An orchestrator decides: 'Restore', naming "
                        + loss.rows() + " rows, or 'Give up'",
                facts);
    }
}
