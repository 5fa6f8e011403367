package io.slipway.evidence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables {@code slipway_evidence} and {@code slipway_evidence_chain}, in the caller's transaction. */
@Component
@Profile("!worker")
class EvidenceTable {

    private static final String INSERT = "INSERT INTO slipway_evidence"
            + " (sequence_number, release_key, release_number, kind, content, previous_hash, hash, seal)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String SELECT = "SELECT sequence_number, release_key, release_number, kind, content,"
            + " previous_hash, hash, seal FROM slipway_evidence ";

    private final JdbcTemplate batches;
    private final JdbcClient database;

    EvidenceTable(JdbcTemplate batches) {
        this.batches = batches;
        this.database = JdbcClient.create(batches);
    }

    HashChain lockEnd() {
        return end(" FOR UPDATE");
    }

    HashChain end() {
        return end("");
    }

    private HashChain end(String lock) {
        return database.sql("SELECT last_sequence, last_hash FROM slipway_evidence_chain WHERE id = 1" + lock)
                .query((row, number) -> new HashChain(row.getLong(1), row.getString(2)))
                .single();
    }

    void append(List<Row> rows, HashChain end) {
        batches.batchUpdate(
                INSERT,
                rows.stream()
                        .map(row -> new Object[] {
                            row.entry().sequence(),
                            row.entry().fact().release(),
                            row.entry().number(),
                            row.entry().kind().id(),
                            row.entry().content(),
                            row.previous(),
                            row.hash(),
                            row.seal()
                        })
                        .toList());
        database.sql("UPDATE slipway_evidence_chain SET last_sequence = ?, last_hash = ? WHERE id = 1")
                .params(end.sequence(), end.hash())
                .update();
    }

    /** The number of a release's last entry, of this transaction or of earlier ones; 0: it has none. */
    long lastNumber(String release, Map<String, Long> ofThisTransaction) {
        var known = ofThisTransaction.get(release);
        return known != null
                ? known
                : database.sql("SELECT COALESCE(MAX(release_number), 0) FROM slipway_evidence WHERE release_key = ?")
                        .param(release)
                        .query(Long.class)
                        .single();
    }

    /** The rows of one release, as they are stored. */
    List<StoredRow> of(String release) {
        return database.sql(SELECT + "WHERE release_key = ? ORDER BY release_number")
                .param(release)
                .query((row, number) -> read(row))
                .list();
    }

    /** The rows of a kind that belong to no release, as they are stored. */
    List<StoredRow> ofNoRelease(EntryKind kind) {
        return database.sql(SELECT + "WHERE kind = ? AND release_key IS NULL ORDER BY sequence_number")
                .param(kind.id())
                .query((row, number) -> read(row))
                .list();
    }

    /** Some rows after this entry, as they are stored: nothing is taken for granted. */
    List<StoredRow> after(long sequence, int most) {
        return database.sql(SELECT + "WHERE sequence_number > ? ORDER BY sequence_number FETCH FIRST " + most
                        + " ROWS ONLY")
                .param(sequence)
                .query((row, number) -> read(row))
                .list();
    }

    private static StoredRow read(ResultSet row) throws SQLException {
        return new StoredRow(
                row.getLong(1),
                row.getString(2),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8));
    }

    /** The nearest signed head at or before an entry, or at or after it. */
    Optional<Long> head(long sequence, boolean before) {
        var sql = before
                ? "SELECT MAX(sequence_number) FROM slipway_evidence WHERE kind = 'head' AND sequence_number <= ?"
                : "SELECT MIN(sequence_number) FROM slipway_evidence WHERE kind = 'head' AND sequence_number >= ?";
        return database.sql(sql)
                .param(sequence)
                .query((row, number) -> {
                    var found = row.getLong(1);
                    return row.wasNull() ? Optional.<Long>empty() : Optional.of(found);
                })
                .single();
    }
}
