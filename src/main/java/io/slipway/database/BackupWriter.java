package io.slipway.database;

import io.slipway.age.Recipients;
import io.slipway.catalog.Database;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.security.DigestOutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StreamUtils;

/**
 * Backs up a database: what pg_dump says goes encrypted to the disk, and what its tables held at the same moment is read beside it.
 * Of the data no more than a buffer is in memory, and nothing in the clear on a disk.
 */
public final class BackupWriter {

    private final Database described;
    private final LiveDatabase live;
    private final String service;
    private final String environment;
    private final BackupFolder folder;

    public BackupWriter(Database described, String service, String environment) {
        this.described = described;
        this.live = new LiveDatabase(described);
        this.service = service;
        this.environment = environment;
        this.folder = new BackupFolder(described.backup(), service, environment);
    }

    /** What was written of the file. */
    private record Written(String digest, long bytes) {}

    /**
     * Makes a backup that does not count yet. What an earlier attempt left unproven is taken away first; if this one fails, nothing
     * is left of it.
     *
     * @param release who it is for
     * @throws IOException if it could not be made, or not within its limit
     */
    public NewBackup write(String release) throws IOException, InterruptedException {
        folder.discardUnproven();
        var name = folder.name(Instant.now());
        var end = Instant.now().plus(described.backup().within());
        var kept = false;
        // the sink before the snapshot: what cannot be written need not be asked for
        try (var file = folder.begin(name);
                var snapshot = live.snapshot(described.backup().within())) {
            var record = dump(snapshot, file, release, end);
            folder.finish(name, record);
            kept = true;
            return new NewBackup(name, Sha256.of(folder.record(name)), record);
        } finally {
            if (!kept) {
                folder.discard(name);
            }
        }
    }

    private BackupRecord dump(DatabaseSnapshot snapshot, FileChannel file, String release, Instant end)
            throws IOException, InterruptedException {
        var id = snapshot.export();
        var moment = snapshot.moment();
        var version = snapshot.version();
        var rules = snapshot.textRules();
        var before = snapshot.sequences();
        var beside = Executors.newSingleThreadExecutor();
        try {
            var reading = beside.submit(snapshot::contents);
            var written = encrypt(id, file, end, reading);
            var contents = Deadline.get(reading, end);
            return new BackupRecord(
                    service,
                    environment,
                    release,
                    described.name(),
                    version,
                    moment,
                    described.backup().recipients(),
                    written.digest(),
                    written.bytes(),
                    rules,
                    contents,
                    ranges(before, snapshot.sequences()));
        } finally {
            beside.shutdownNow();
        }
    }

    private Written encrypt(String snapshot, FileChannel file, Instant end, Future<Contents> beside)
            throws IOException, InterruptedException {
        try {
            return encrypt(snapshot, file, end);
        } catch (IOException e) {
            // who could not read has ended the snapshot, and that is all that pg_dump can say
            if (beside.isDone()) {
                Deadline.get(beside, end);
            }
            throw e;
        }
    }

    private Written encrypt(String snapshot, FileChannel file, Instant end) throws IOException, InterruptedException {
        var digest = Sha256.begin();
        var recipients = new Recipients(described.backup().recipients());
        var progress = new Progress(
                new DigestOutputStream(Channels.newOutputStream(file), digest),
                "Backing up " + live,
                folder.lastSize());
        // closing is what ends an age file, and a closed one cannot be forced to the disk
        try (var encrypting = recipients.encrypting(StreamUtils.nonClosing(progress))) {
            live.dump(snapshot, encrypting, Deadline.left(end));
        }
        file.force(true);
        return new Written(Sha256.hex(digest), progress.bytes());
    }

    private static Map<String, SequenceRange> ranges(
            Map<String, @Nullable Long> before, Map<String, @Nullable Long> after) {
        var ranges = new TreeMap<String, SequenceRange>();
        before.forEach((name, from) -> ranges.put(name, new SequenceRange(from, after.get(name))));
        return ranges;
    }
}
