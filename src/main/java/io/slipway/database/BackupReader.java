package io.slipway.database;

import io.slipway.age.Identity;
import io.slipway.catalog.Database;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.time.Duration;
import java.time.Instant;

/** Opens the backups of one environment's database, and only those that are as they were written. */
final class BackupReader {

    private final Database described;
    private final BackupFolder folder;
    private final String place;

    /** @param place the environment, as nobody else is called */
    BackupReader(Database described, BackupFolder folder, String place) {
        this.described = described;
        this.folder = folder;
        this.place = place;
    }

    /** What takes what a backup holds. */
    interface Filling {
        void with(InputStream dump, Duration limit) throws IOException, InterruptedException;
    }

    /**
     * What is known of one.
     *
     * @throws IOException if its record was altered, or is of another database
     */
    BackupRecord record(String name, String recordDigest) throws IOException {
        var bytes = folder.record(name);
        if (!Sha256.of(bytes).equals(recordDigest)) {
            throw new IOException("its record was altered since it was written");
        }
        var record = BackupRecord.read(bytes);
        if (!record.database().equals(described.name())
                || !place.equals(record.service() + "/" + record.environment())) {
            throw new IOException("it is a backup of the database '" + record.database() + "' of " + record.service()
                    + "/" + record.environment() + ", and not of '" + described.name() + "' of " + place);
        }
        return record;
    }

    /**
     * Fills a database with one.
     *
     * @param end when it is broken off
     * @throws IOException if it cannot be opened or restored, or was altered: what is in the database then does not count
     */
    void restore(Path file, BackupRecord record, Identity identity, Filling database, Instant end)
            throws IOException, InterruptedException {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
                var digested = new DigestInputStream(bytes, Sha256.begin());
                var opened = identity.opening(digested)) {
            database.with(opened, Deadline.left(end));
            // pg_restore reads no further than it has to, and the end tells whether anything was altered
            opened.transferTo(OutputStream.nullOutputStream());
            digested.transferTo(OutputStream.nullOutputStream());
            if (!Sha256.hex(digested.getMessageDigest()).equals(record.digest())) {
                throw new IOException("the file was altered since it was written");
            }
        }
    }
}
