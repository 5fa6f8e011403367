package io.slipway.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Gives a database the name of the live one, which gets another: both, and all that the new one has to be to the server, in one
 * transaction, so that at every moment there is one of that name. Sessions are ended for it; new ones wait, and find the new one.
 */
final class Swap {

    /** In use; a lock that was not to be had; a deadlock: all of them pass. */
    private static final Set<String> IN_THE_WAY = Set.of("55006", "55P03", "40P01");

    /** Nobody can connect to the live one while this is under way, so it ends soon, whatever has become of who began it. */
    private static final List<String> SETTINGS = List.of(
            "SET LOCAL lock_timeout = '5s'",
            "SET LOCAL statement_timeout = '15s'",
            "SET LOCAL idle_in_transaction_session_timeout = '5s'",
            "SET LOCAL client_connection_check_interval = '1s'");

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final DatabaseServer server;
    private final String live;
    private final String beside;
    private final String aside;

    Swap(DatabaseServer server, String live, String beside, String aside) {
        this.server = server;
        this.live = live;
        this.beside = beside;
        this.aside = aside;
    }

    /**
     * Does it.
     *
     * @param patience for how long sessions may be in the way
     * @throws IOException if it could not be done: then all is as it was, but for sessions that were ended
     */
    void make(Duration patience) throws IOException, InterruptedException {
        var end = Instant.now().plus(patience);
        try (var connection = server.connect(ANSWER)) {
            var both = List.of(number(live, connection), number(beside, connection));
            var inTheWay = attempt(connection, both);
            while (!inTheWay.isEmpty()) {
                if (Instant.now().isAfter(end)) {
                    throw new IOException("'" + live + "' is in use, and was not changed: " + inTheWay);
                }
                Thread.sleep(PAUSE.toMillis());
                inTheWay = attempt(connection, both);
            }
        } catch (SQLException e) {
            throw new IOException("'" + live + "' was not changed: " + e.getMessage(), e);
        }
    }

    /** @return what is in the way; empty: it is done */
    private String attempt(Connection connection, List<Long> both) throws IOException, SQLException {
        // nobody is ended for what cannot succeed
        var staying = Eviction.staying(connection, both);
        if (!staying.isEmpty()) {
            return "there are sessions of " + String.join(", ", staying) + ", which this account may not end";
        }
        try (var ending = new Eviction(server.connect(ANSWER), both)) {
            change(connection);
            return "";
        } catch (SQLException e) {
            if (IN_THE_WAY.contains(e.getSQLState())) {
                return String.valueOf(e.getMessage());
            }
            throw e;
        }
    }

    private void change(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try {
            for (var setting : SETTINGS) {
                Standing.execute(connection, setting);
            }
            // one that was set aside before begins with it
            Standing.execute(
                    connection, "ALTER DATABASE " + Table.quoted(beside) + " RESET default_transaction_read_only");
            Standing.of(live, connection).give(beside, connection);
            Standing.execute(connection, rename(live, aside));
            Standing.execute(connection, rename(beside, live));
            Standing.execute(
                    connection, "ALTER DATABASE " + Table.quoted(aside) + " SET default_transaction_read_only = on");
            connection.commit();
        } catch (SQLException e) {
            undo(connection, e);
            throw e;
        }
        connection.setAutoCommit(true);
    }

    /** Nothing that is unheard of now takes the place of the reason; a connection that is lost has undone it. */
    private static void undo(Connection connection, SQLException reason) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private static String rename(String from, String to) {
        return "ALTER DATABASE " + Table.quoted(from) + " RENAME TO " + Table.quoted(to);
    }

    private static long number(String database, Connection connection) throws SQLException {
        try (var ask = connection.prepareStatement("SELECT oid FROM pg_database WHERE datname = ?")) {
            ask.setString(1, database);
            try (var answer = ask.executeQuery()) {
                if (!answer.next()) {
                    throw new SQLException("there is no database '" + database + "'");
                }
                return answer.getLong(1);
            }
        }
    }
}
