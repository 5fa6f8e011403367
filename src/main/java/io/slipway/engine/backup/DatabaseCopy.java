package io.slipway.engine.backup;

import io.slipway.evidence.ChainEnd;
import io.slipway.evidence.EvidenceCopy;
import io.slipway.evidence.EvidenceLog;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * Copies the database while Slipway runs, and what belongs to it. All of it is of one moment: nobody else writes before the copy's
 * turn ends (ADR 8).
 *
 * <p>As a script and not by {@code BACKUP TO}: that copies the file with all that is no longer used in it, so that everybody
 * would wait for minutes (ADR 14).
 */
@Component
@Profile("!worker")
class DatabaseCopy {

    static final String SCRIPT = "slipway.sql";

    private final DataSource database;
    private final EvidenceCopy beside;
    private final EvidenceLog signer;

    DatabaseCopy(DataSource database, EvidenceCopy beside, EvidenceLog signer) {
        this.database = database;
        this.beside = beside;
        this.signer = signer;
    }

    private record Moment(Instant at, ChainEnd end, Map<String, Long> tables) {}

    /**
     * Writes the script, the heads, the seal and the signed manifest.
     *
     * @throws BackupException if it cannot be copied
     */
    Manifest write(WorkFolder work) throws BackupException {
        try {
            var moment = copy(work);
            var files = new TreeMap<String, String>();
            for (var file : BackupFile.FILES) {
                files.put(file, Digest.of(work.file(file)));
            }
            var manifest = Manifest.unsigned(moment.at(), moment.end(), moment.tables(), files);
            Files.writeString(work.file(Manifest.NAME), Manifest.text(signer.sign(manifest.json())));
            return manifest;
        } catch (SQLException | IOException | RuntimeException e) {
            throw new BackupException("The database cannot be copied to " + work.path() + ": " + e.getMessage(), e);
        }
    }

    /** What has to be of one moment. */
    private Moment copy(WorkFolder work) throws SQLException, IOException {
        try (var connection = database.getConnection();
                var script = connection.prepareStatement("SCRIPT TO ? CHARSET 'UTF-8'")) {
            script.setString(1, work.file(SCRIPT).toAbsolutePath().toString());
            script.execute();
            Files.write(work.file(EvidenceCopy.HEADS), beside.heads());
            Files.write(work.file(EvidenceCopy.SEAL), beside.seal());
            var mine = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            return new Moment(Instant.now(), EvidenceCopy.end(mine), Tables.counted(mine));
        }
    }
}
