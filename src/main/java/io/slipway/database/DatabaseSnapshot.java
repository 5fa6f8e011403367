package io.slipway.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A database as it was at one moment, for as long as this is open. It only reads. */
final class DatabaseSnapshot implements AutoCloseable {

    /** The same value has the same text on both sides, whatever the servers' and accounts' settings are. */
    private static final List<String> SETTINGS = List.of(
            "SET LOCAL search_path = pg_catalog",
            "SET LOCAL timezone = 'UTC'",
            "SET LOCAL datestyle = 'ISO, YMD'",
            "SET LOCAL intervalstyle = 'postgres'",
            "SET LOCAL extra_float_digits = 1",
            "SET LOCAL bytea_output = 'hex'",
            "SET LOCAL lc_monetary = 'C'",
            "SET LOCAL xmloption = 'content'",
            // rows that are kept from the account are an error, and not left out
            "SET LOCAL row_security = off",
            "SET LOCAL idle_in_transaction_session_timeout = 0",
            // seconds of compiling for milliseconds of reading
            "SET LOCAL jit = off",
            // what nobody waits for any more ends
            "SET LOCAL client_connection_check_interval = 2000",
            "SET LOCAL default_transaction_read_only = on");

    private final Postgres database;
    private final Connection connection;

    private DatabaseSnapshot(Postgres database, Connection connection) {
        this.database = database;
        this.connection = connection;
    }

    /** @param limit how long one question may take */
    static DatabaseSnapshot take(Postgres database, Duration limit) throws IOException {
        var connection = database.connect(limit);
        var snapshot = new DatabaseSnapshot(database, connection);
        try {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            try (var statement = connection.createStatement()) {
                for (var setting : SETTINGS) {
                    statement.execute(setting);
                }
                statement.execute("SET LOCAL statement_timeout = " + limit.toMillis());
            }
            return snapshot;
        } catch (SQLException e) {
            snapshot.close();
            throw snapshot.failed(e);
        }
    }

    /** Under which name pg_dump sees the same. */
    String export() throws IOException {
        return one("SELECT pg_export_snapshot()");
    }

    /** When it is of, by its server's clock. */
    String moment() throws IOException {
        return one("SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')");
    }

    String version() throws IOException {
        return one("SHOW server_version");
    }

    /** What its database is made of, and what is in its tables. */
    Contents contents() throws IOException {
        try {
            return new Contents(Inventory.read(connection), TableContent.all(connection));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    TextRules textRules() throws IOException {
        try {
            return TextRules.read(connection);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** The last value of each sequence at this very moment. */
    Map<String, @Nullable Long> sequences() throws IOException {
        try {
            return SequenceRange.values(connection);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** What somebody else reads in it. */
    <T> T read(Postgres.Talk<T> talk) throws IOException {
        try {
            return talk.with(connection);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private String one(String question) throws IOException {
        try (Statement ask = connection.createStatement();
                var answer = ask.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private IOException failed(SQLException e) {
        return new IOException(database + ": " + e.getMessage(), e);
    }

    /** Ends it, whatever is being asked: the server notices within two seconds. */
    @Override
    public void close() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // it is gone already, and held nothing
        }
    }
}
