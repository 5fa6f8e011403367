package io.slipway.engine.backup;

import io.slipway.age.Identity;
import io.slipway.age.Recipients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes one backup: copies, encrypts and, where the secret key is here, restores it. */
final class BackupRun {

    private final DatabaseCopy database;
    private final Path data;
    private final Recipients recipients;
    private final @Nullable Identity identity;
    private final KeptBackups kept;

    /**
     * @param data the data folder, which nothing leaves that is not encrypted
     * @param identity absent: nothing is proven
     */
    BackupRun(DatabaseCopy database, Path data, Recipients recipients, @Nullable Identity identity, KeptBackups kept) {
        this.database = database;
        this.data = data;
        this.recipients = recipients;
        this.identity = identity;
        this.kept = kept;
    }

    /**
     * What was made.
     *
     * @param bytes how large the file is
     * @param took all of it; others waited for the copy only
     */
    record Made(Path file, boolean proven, long bytes, Duration took, Manifest manifest) {}

    /** @throws BackupException if there is no new backup now, or one that could not be restored */
    Made make() throws BackupException {
        var begun = Instant.now();
        try {
            tidyUp();
            kept.open();
            var manifest = write(begun);
            var file = kept(begun, manifest);
            return new Made(file, identity != null, Files.size(file), Duration.between(begun, Instant.now()), manifest);
        } catch (IOException e) {
            throw new BackupException("The folder of backups cannot be used: " + e, e);
        }
    }

    /** Those that cannot be proven, every ten minutes another one, are kept no longer than others. */
    private Path kept(Instant begun, Manifest manifest) throws BackupException, IOException {
        var file = kept.unproven(begun);
        try {
            if (identity != null) {
                prove(file, manifest, identity);
                BackupFile.move(file, kept.proven(begun));
                file = kept.proven(begun);
            }
            return file;
        } finally {
            kept.thinOut();
        }
    }

    private Manifest write(Instant begun) throws BackupException, IOException {
        try (var work = WorkFolder.at(data.resolve("backup-copy"))) {
            var manifest = database.write(work);
            BackupFile.write(work, recipients, kept.part(begun), kept.unproven(begun));
            return manifest;
        }
    }

    /** Restores it; whoever can write to the folder may have laid another file there, with a script of their own. */
    void prove(Path file, Manifest written, Identity identity) throws BackupException, IOException {
        try (var work = WorkFolder.at(data.resolve("backup-proof"))) {
            var read = BackupFile.unpack(file, identity, work);
            if (!read.json().equals(written.json())) {
                throw new BackupException(file + " is not the backup that was written there a moment ago");
            }
            new Restored(work.path(), read).make();
        }
    }

    /** Deletes what a crash left in the data folder. */
    void tidyUp() throws IOException {
        WorkFolder.at(data.resolve("backup-copy")).close();
        WorkFolder.at(data.resolve("backup-proof")).close();
    }
}
