package io.slipway.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A table, by its schema and its name. */
record Table(String schema, String name) {

    private static final String FIND =
            """
            SELECT n.nspname, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')
              AND lower(c.relname) = ANY (?) ORDER BY 1, 2
            """;

    /** Those that there are of these names, in whatever schema and however they are capitalised. */
    static List<Table> named(List<String> names, Connection connection) throws SQLException {
        var lower = names.stream().map(String::toLowerCase).toArray(String[]::new);
        try (var find = connection.prepareStatement(FIND)) {
            find.setArray(1, connection.createArrayOf("text", lower));
            var tables = new ArrayList<Table>();
            try (var found = find.executeQuery()) {
                while (found.next()) {
                    tables.add(new Table(found.getString(1), found.getString(2)));
                }
            }
            return tables;
        }
    }

    /** How many rows it has. */
    long rows(Connection connection) throws SQLException {
        try (var count = connection.createStatement();
                var answer = count.executeQuery("SELECT count(*) FROM " + quoted())) {
            answer.next();
            return answer.getLong(1);
        }
    }

    /** As SQL, and pg_dump's {@code --table}, take it word by word. */
    String quoted() {
        return quoted(schema) + "." + quoted(name);
    }

    static String quoted(String identifier) {
        return "\"" + identifier.replace("\"", "\"\"") + "\"";
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
