package io.slipway.engine.backup;

import io.slipway.evidence.EvidenceCopy;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The database of a backup, as an H2 file again, in the folder where the backup was unpacked. */
final class Restored {

    /** What the file is called; H2 adds {@value #SUFFIX}. */
    static final String DATABASE = "slipway";

    static final String SUFFIX = ".mv.db";

    /** Exists while it is restored: the database's own users have passwords that nobody has to know for that. */
    private static final String USER = "SLIPWAY_RESTORE";

    private final Path folder;
    private final Manifest manifest;
    private final String password;

    /** @param folder where the backup was unpacked */
    Restored(Path folder, Manifest manifest) {
        this.folder = folder;
        this.manifest = manifest;
        var random = new byte[16];
        new SecureRandom().nextBytes(random);
        this.password = HexFormat.of().formatHex(random);
    }

    private interface Act {
        void on(JdbcTemplate database) throws IOException, BackupException;
    }

    /**
     * Makes the file and verifies it, opened read-only.
     *
     * @throws BackupException if it is not what was backed up, or its chain of evidence is not whole
     */
    void make() throws BackupException {
        open(
                "",
                database -> database.update(
                        "RUNSCRIPT FROM ? CHARSET 'UTF-8'",
                        folder.resolve(DatabaseCopy.SCRIPT).toAbsolutePath().toString()));
        open(";IFEXISTS=TRUE;ACCESS_MODE_DATA=r", this::verify);
    }

    private void verify(JdbcTemplate database) throws IOException, BackupException {
        var found = Tables.read(database);
        var names = new TreeSet<>(manifest.tables().keySet());
        names.addAll(found.keySet());
        for (var table : names) {
            var right = manifest.tables().get(table);
            if (right == null || !right.equals(found.get(table))) {
                throw new BackupException("The table " + table + " has " + found.get(table)
                        + " rows after the restore, and had " + right + " when it was backed up");
            }
        }
        var end = EvidenceCopy.verify(database, folder);
        if (!end.equals(manifest.end())) {
            throw new BackupException("The chain of evidence ends with entry " + end.sequence() + " (" + end.hash()
                    + ") after the restore, and ended with entry "
                    + manifest.end().sequence() + " (" + manifest.end().hash() + ") when it was backed up");
        }
    }

    /** Leaves the database to the users that it had. */
    void handOver() throws BackupException {
        open(";IFEXISTS=TRUE", database -> database.execute("DROP USER " + USER));
    }

    private void open(String settings, Act act) throws BackupException {
        var url = "jdbc:h2:file:" + folder.resolve(DATABASE).toAbsolutePath() + settings;
        try (var connection = DriverManager.getConnection(url, USER, password)) {
            act.on(new JdbcTemplate(new SingleConnectionDataSource(connection, true)));
        } catch (SQLException | IOException | RuntimeException e) {
            throw new BackupException("The backup cannot be restored in " + folder + ": " + e.getMessage(), e);
        }
    }
}
