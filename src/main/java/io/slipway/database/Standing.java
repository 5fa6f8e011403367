package io.slipway.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a database is to its server, whatever is in it: of what a dump holds nothing.
 *
 * @param owner who owns it
 * @param limit how many connections it takes; -1: any number
 * @param comment what is said of it
 * @param grants who may do what with it
 * @param settings what its sessions begin with
 */
record Standing(
        String owner, int limit, @Nullable String comment, List<DatabaseGrant> grants, List<DatabaseSetting> settings) {

    private static final String ASK =
            """
            SELECT r.rolname, d.datconnlimit, shobj_description(d.oid, 'pg_database')
            FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba WHERE d.datname = ?
            """;

    /** @throws SQLException if there is no such database */
    static Standing of(String database, Connection connection) throws SQLException {
        try (var ask = connection.prepareStatement(ASK)) {
            ask.setString(1, database);
            try (var answer = ask.executeQuery()) {
                if (!answer.next()) {
                    throw new SQLException("there is no database '" + database + "'");
                }
                return new Standing(
                        answer.getString(1),
                        answer.getInt(2),
                        answer.getString(3),
                        DatabaseGrant.of(database, connection),
                        DatabaseSetting.of(database, connection));
            }
        }
    }

    /** Gives an empty database the privileges that what is restored needs to find there; nobody but this account can connect to it. */
    void giveClosed(String database, Connection connection) throws SQLException {
        giveGrants(
                database,
                grants.stream()
                        .filter(grant -> !grant.privilege().equals(DatabaseGrant.CONNECT))
                        .toList(),
                connection);
        execute(connection, "GRANT CONNECT ON DATABASE " + Table.quoted(database) + " TO CURRENT_USER");
    }

    /** Makes another database the same to the server. To be done in a transaction. */
    void give(String database, Connection connection) throws SQLException {
        var quoted = Table.quoted(database);
        execute(connection, "ALTER DATABASE " + quoted + " OWNER TO " + Table.quoted(owner));
        execute(connection, "ALTER DATABASE " + quoted + " CONNECTION LIMIT " + limit);
        giveGrants(database, grants, connection);
        var all = isSuperuser(connection);
        for (var setting : settings) {
            for (var statement : setting.sql(database, all)) {
                execute(connection, statement);
            }
        }
        comment(database, comment, connection);
    }

    private static void giveGrants(String database, List<DatabaseGrant> grants, Connection connection)
            throws SQLException {
        for (var old : DatabaseGrant.of(database, connection)) {
            execute(
                    connection,
                    "REVOKE ALL ON DATABASE " + Table.quoted(database) + " FROM " + old.grantee() + " CASCADE");
        }
        for (var grant : grants) {
            execute(connection, grant.sql(database));
        }
    }

    private static boolean isSuperuser(Connection connection) throws SQLException {
        try (var ask = connection.createStatement();
                var answer = ask.executeQuery("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")) {
            answer.next();
            return answer.getBoolean(1);
        }
    }

    /** @param comment null: nothing is said of it */
    static void comment(String database, @Nullable String comment, Connection connection) throws SQLException {
        execute(
                connection,
                "COMMENT ON DATABASE " + Table.quoted(database) + " IS "
                        + (comment == null ? "NULL" : DatabaseSetting.literal(comment)));
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            // pgjdbc would take {…} in a comment for something of its own
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }
}
