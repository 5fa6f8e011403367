package io.slipway.database;

import io.slipway.catalog.Database;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The database that a service keeps its data in. It is read here, and nothing is done to it. */
public final class LiveDatabase {

    private static final int OLDEST = 14;

    private final Database described;
    private final Postgres reader;

    public LiveDatabase(Database described) {
        this.described = described;
        this.reader = new Postgres(described.reader(), described.name());
    }

    /**
     * What its server says of it.
     *
     * @param encoding what its texts are written in
     * @param history tables that say which migrations were run
     */
    record Nature(String encoding, List<Table> history) {}

    Nature nature() throws IOException {
        return reader.ask(connection -> {
            connection.setReadOnly(true);
            var version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST) {
                throw new SQLException("the server is PostgreSQL " + version + ", and " + OLDEST + " is the oldest that"
                        + " can be compared");
            }
            return new Nature(encoding(connection), Table.named(described.history(), connection));
        });
    }

    private static String encoding(Connection connection) throws SQLException {
        try (var show = connection.createStatement();
                var answer = show.executeQuery("SHOW server_encoding")) {
            answer.next();
            return answer.getString(1);
        }
    }

    /** What it is made of at this moment. */
    public Schema schema() throws IOException, InterruptedException {
        return reader.schema();
    }

    DatabaseSnapshot snapshot(Duration limit) throws IOException {
        return DatabaseSnapshot.take(reader, limit);
    }

    void dump(String snapshot, OutputStream sink, Duration limit) throws IOException, InterruptedException {
        reader.dump(snapshot, sink, limit);
    }

    Schema copySchemaTo(Postgres other) throws IOException, InterruptedException {
        return reader.copySchemaTo(other);
    }

    void copyRowsTo(Postgres other, List<Table> tables) throws IOException, InterruptedException {
        reader.copyRowsTo(other, tables);
    }

    @Override
    public String toString() {
        return described.name() + " at " + described.reader().host() + ":"
                + described.reader().port();
    }
}
