package io.slipway.database;

import io.slipway.catalog.DatabaseAccess;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server of PostgreSQL as an account sees it that may create databases there. */
final class DatabaseServer {

    /** Where statements about databases are said. */
    private static final String MAINTENANCE = "postgres";

    /** Insufficient privilege. */
    private static final String NOT_ALLOWED = "42501";

    private final Postgres server;

    DatabaseServer(DatabaseAccess access) {
        this.server = new Postgres(access, MAINTENANCE);
    }

    <T> T ask(Postgres.Talk<T> talk) throws IOException {
        return server.ask(talk);
    }

    /** A connection that somebody else closes, to no database that anything is kept in. */
    Connection connect(Duration answer) throws IOException {
        return server.connect(answer);
    }

    /**
     * Creates an empty database that is closed to other accounts.
     *
     * @param options more of it, for {@code CREATE DATABASE}
     */
    void create(String name, TextRules rules, String options) throws IOException {
        server.ask(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + Table.quoted(name) + rules.options() + options);
                statement.execute("REVOKE ALL ON DATABASE " + Table.quoted(name) + " FROM PUBLIC");
            }
            return name;
        });
    }

    /** Drops a database if it is there, whoever is connected. */
    void drop(String name) throws IOException {
        server.ask(connection -> {
            drop(name, connection);
            return name;
        });
    }

    private static void drop(String name, Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + Table.quoted(name) + " WITH (FORCE)");
        } catch (SQLException e) {
            if (!NOT_ALLOWED.equals(e.getSQLState())) {
                throw e;
            }
            dropBesideOthers(name, connection);
        }
    }

    /**
     * The server's own autovacuum is somebody else whom this account may not end; without FORCE the server ends it itself, and waits five
     * seconds for whoever else is there.
     */
    private static void dropBesideOthers(String name, Connection connection) throws SQLException {
        try (var end = connection.prepareStatement("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE datname = ? AND usename = current_user")) {
            end.setString(1, name);
            end.execute();
        }
        try (var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + Table.quoted(name));
        }
    }

    /** Whether there is a database of this name, whoever owns it. */
    boolean has(String name) throws IOException {
        return !names("SELECT datname FROM pg_database WHERE datname = ?", name).isEmpty();
    }

    /** Which databases have a name that begins so, and are owned by this account or one of its roles. */
    List<String> own(String prefix) throws IOException {
        return names(
                "SELECT datname FROM pg_database WHERE starts_with(datname, ?) AND pg_has_role(datdba, 'USAGE') ORDER BY 1",
                prefix);
    }

    /** Which databases have a name that begins so, and are owned by this very account. */
    List<String> created(String prefix) throws IOException {
        return names(
                "SELECT d.datname FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba"
                        + " WHERE r.rolname = current_user AND starts_with(d.datname, ?)",
                prefix);
    }

    private List<String> names(String question, String parameter) throws IOException {
        return server.ask(connection -> {
            try (var find = connection.prepareStatement(question)) {
                find.setString(1, parameter);
                var names = new ArrayList<String>();
                try (var found = find.executeQuery()) {
                    while (found.next()) {
                        names.add(found.getString(1));
                    }
                }
                return names;
            }
        });
    }
}
