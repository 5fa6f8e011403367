package io.slipway.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A table, and the columns that it has.
 *
 * @param table as SQL takes it
 * @param words as people read it, and an {@link Inventory} writes it
 * @param columns in their order
 */
record TableShape(Table table, String words, List<Column> columns) {

    private static final String ASK =
            """
            SELECT n.nspname, c.relname, quote_ident(n.nspname) || '.' || quote_ident(c.relname),
              a.attname, quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
              EXISTS (SELECT FROM pg_catalog.pg_index i
                WHERE i.indrelid = c.oid AND i.indisprimary AND a.attnum = ANY (i.indkey::smallint[]))
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')
            ORDER BY n.nspname, c.relname, a.attnum
            """;

    /**
     * A column.
     *
     * @param name as it is called
     * @param words as people read it
     * @param type as PostgreSQL writes it
     * @param key whether the primary key has it
     */
    record Column(String name, String words, String type, boolean key) {}

    /** Those whose rows a dump holds, in the order of their names. */
    static List<TableShape> all(Connection connection) throws SQLException {
        var shapes = new LinkedHashMap<Table, TableShape>();
        try (var ask = connection.createStatement();
                var answer = ask.executeQuery(ASK)) {
            while (answer.next()) {
                var table = new Table(answer.getString(1), answer.getString(2));
                var words = answer.getString(3);
                shapes.computeIfAbsent(table, key -> new TableShape(table, words, new ArrayList<>()))
                        .add(answer);
            }
        }
        shapes.keySet().retainAll(TableContent.tables(connection));
        return List.copyOf(shapes.values());
    }

    private void add(ResultSet answer) throws SQLException {
        // a table may have no column at all
        if (answer.getString(4) != null) {
            columns.add(
                    new Column(answer.getString(4), answer.getString(5), answer.getString(6), answer.getBoolean(7)));
        }
    }

    /** Whether it may be the other one by another name. */
    boolean isMadeAs(TableShape other) {
        return types().equals(other.types());
    }

    private Map<String, String> types() {
        var types = new TreeMap<String, String>();
        columns.forEach(column -> types.put(column.name(), column.type()));
        return types;
    }

    List<Column> key() {
        return columns.stream().filter(Column::key).toList();
    }
}
