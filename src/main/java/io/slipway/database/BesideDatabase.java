package io.slipway.database;

import io.slipway.catalog.DatabaseAccess;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A database that a backup is restored into on the live one's server. Until it has the live one's name only this account gets in. */
final class BesideDatabase {

    private final DatabaseServer server;
    private final String live;
    private final String name;
    private final Postgres database;

    BesideDatabase(DatabaseServer server, DatabaseAccess access, String live, String name) {
        this.server = server;
        this.live = live;
        this.name = name;
        this.database = new Postgres(access, name);
    }

    /** Creates it, empty, with the live one's owner: only so may what is restored be given to whom it belongs to. */
    void create(TextRules rules) throws IOException {
        var standing = server.ask(connection -> Standing.of(live, connection));
        server.create(name, rules, " OWNER " + Table.quoted(standing.owner()));
        server.ask(connection -> {
            standing.giveClosed(name, connection);
            return name;
        });
    }

    void fill(InputStream dump, Duration limit) throws IOException, InterruptedException {
        database.restoreAsItWas(dump, limit);
    }

    DatabaseSnapshot snapshot(Duration limit) throws IOException {
        return DatabaseSnapshot.take(database, limit);
    }

    /** In what it differs from what was backed up, in words; nothing if it does not. */
    List<String> differencesTo(BackupRecord record, Instant end) throws IOException, InterruptedException {
        try (var snapshot = snapshot(Deadline.left(end))) {
            return record.differencesTo(Deadline.by(end, snapshot::contents), snapshot.sequences());
        }
    }

    /** Lets it count its rows, which no dump tells: whoever comes first would have bad plans. */
    void analyse(Duration limit) throws IOException {
        try (var connection = database.connect(limit)) {
            Standing.execute(connection, "ANALYZE");
        } catch (SQLException e) {
            throw new IOException(database + ": " + e.getMessage(), e);
        }
    }

    /**
     * Makes it to the server what the live one is, and takes that back.
     *
     * @throws IOException if this account may not
     */
    void rehearse() throws IOException {
        server.ask(connection -> {
            connection.setAutoCommit(false);
            Standing.of(live, connection).give(name, connection);
            connection.rollback();
            return name;
        });
    }

    /** From now on it is known to be whole. */
    void mark(String recordDigest) throws IOException {
        server.ask(connection -> {
            Standing.comment(name, said(recordDigest), connection);
            return name;
        });
    }

    /** Whether it was restored wholly, and proven, from the backup with this record. */
    boolean isMarked(String recordDigest) throws IOException {
        return server.own(name).contains(name)
                && server.ask(connection ->
                        said(recordDigest).equals(Standing.of(name, connection).comment()));
    }

    private static String said(String recordDigest) {
        return "restored by Slipway and proven; the record of the backup is " + recordDigest;
    }
}
