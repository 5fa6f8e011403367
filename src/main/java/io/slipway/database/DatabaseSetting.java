package io.slipway.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What sessions of a database begin with.
 *
 * @param role whose sessions; null: all of them
 * @param name of the setting
 * @param value as the server keeps it
 */
record DatabaseSetting(@Nullable String role, String name, String value) {

    private static final String ASK =
            """
            SELECT r.rolname, split_part(s.setting, '=', 1), substr(s.setting, strpos(s.setting, '=') + 1)
            FROM pg_db_role_setting g JOIN pg_database d ON d.oid = g.setdatabase
              LEFT JOIN pg_roles r ON r.oid = g.setrole CROSS JOIN LATERAL unnest(g.setconfig) AS s(setting)
            WHERE d.datname = ? ORDER BY 1, 2
            """;

    /** Lists of names, which the server keeps in quotes where they need them, and would quote again as a whole. */
    private static final Set<String> LISTS = Set.of(
            "local_preload_libraries",
            "search_path",
            "session_preload_libraries",
            "shared_preload_libraries",
            "temp_tablespaces",
            "unix_socket_directories");

    private static final Pattern NAME = Pattern.compile("\"((?:[^\"]|\"\")*)\"|([^\",\\s]+)");

    static List<DatabaseSetting> of(String database, Connection connection) throws SQLException {
        try (var ask = connection.prepareStatement(ASK)) {
            ask.setString(1, database);
            var settings = new ArrayList<DatabaseSetting>();
            try (var answer = ask.executeQuery()) {
                while (answer.next()) {
                    settings.add(new DatabaseSetting(answer.getString(1), answer.getString(2), answer.getString(3)));
                }
            }
            return settings;
        }
    }

    /**
     * As statements, to be carried out in a transaction.
     *
     * @param all whether the account may set everything for everybody; who may not becomes the role, which may set its own
     */
    List<String> sql(String database, boolean all) {
        var set = " SET " + quotedName() + " TO " + text();
        if (role == null) {
            return List.of("ALTER DATABASE " + Table.quoted(database) + set);
        }
        var forRole = "ALTER ROLE " + Table.quoted(role) + " IN DATABASE " + Table.quoted(database) + set;
        return all ? List.of(forRole) : List.of("SET LOCAL ROLE " + Table.quoted(role), forRole, "SET LOCAL ROLE NONE");
    }

    /** An extension's has a dot in it. */
    private String quotedName() {
        return List.of(name.split("\\.")).stream().map(Table::quoted).collect(Collectors.joining("."));
    }

    private String text() {
        if (!LISTS.contains(name)) {
            return literal(value);
        }
        var names = NAME.matcher(value)
                .results()
                .map(found ->
                        found.group(1) == null ? found.group(2) : found.group(1).replace("\"\"", "\""))
                .map(DatabaseSetting::literal)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "''" : names;
    }

    /** As it is read whether or not a backslash means something. */
    static String literal(String text) {
        var quoted = "'" + text.replace("'", "''").replace("\\", "\\\\") + "'";
        return text.contains("\\") ? "E" + quoted : quoted;
    }
}
