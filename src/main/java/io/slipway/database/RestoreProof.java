package io.slipway.database;

import io.slipway.age.Identity;
import io.slipway.catalog.Database;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores a backup into a database that is made for it, and compares what is there then with what was there when it was made. Only
 * what passes is kept.
 */
public final class RestoreProof {

    private static final Logger LOG = LoggerFactory.getLogger(RestoreProof.class);

    private final Database described;
    private final BackupFolder folder;
    private final BackupReader backups;
    private final String place;

    public RestoreProof(Database described, String service, String environment) {
        this.described = described;
        this.folder = new BackupFolder(described.backup(), service, environment);
        this.place = service + "/" + environment;
        this.backups = new BackupReader(described, folder, place);
    }

    /**
     * What came of it.
     *
     * @param record of the backup
     * @param differences of what was restored to what was backed up, in words; none: it counts from now on
     * @param took how long it took
     */
    public record Result(BackupRecord record, List<String> differences, Duration took) {}

    /**
     * Proves a backup, or takes it away. Older ones are taken away by the catalog's rules once it is proven.
     *
     * @param name as {@link NewBackup} has it
     * @param recordDigest as {@link NewBackup} has it
     * @param release who it is for
     * @throws IOException if it could not be restored, or not within its limit
     */
    public Result prove(String name, String recordDigest, String release) throws IOException, InterruptedException {
        var begin = Instant.now();
        var proven = false;
        try {
            var record = backups.record(name, recordDigest);
            var differences = restored(
                    name, record, release, begin.plus(described.backup().within()));
            proven = differences.isEmpty();
            if (proven) {
                folder.prove(name);
            }
            return new Result(record, differences, Duration.between(begin, Instant.now()));
        } finally {
            if (proven) {
                retain();
            } else {
                folder.discard(name);
            }
        }
    }

    private List<String> restored(String name, BackupRecord record, String release, Instant end)
            throws IOException, InterruptedException {
        var identity = Identity.read(described.backup().identityFile());
        try (var scratch = ScratchDatabase.forRestore(described, record.textRules(), place, release)) {
            backups.restore(folder.unproven(name), record, identity, scratch::restore, end);
            try (var snapshot = scratch.snapshot(Deadline.left(end))) {
                return record.differencesTo(Deadline.by(end, snapshot::contents), snapshot.sequences());
            }
        }
    }

    /** What cannot be taken away now is next time; the proof stands. */
    private void retain() {
        try {
            var removed = folder.retain(Instant.now());
            if (!removed.isEmpty()) {
                LOG.info("Took away {} from {}: too many, or too old", removed, folder);
            }
        } catch (IOException e) {
            LOG.warn("Older backups in {} could not be taken away: {}", folder, e.toString());
        }
    }
}
