package io.slipway.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a table holds, whatever the order of its rows.
 *
 * @param table its schema and name; {@link #LARGE_OBJECTS} for those
 * @param rows how many
 * @param digest of their text: the sum of the first, and of the second, eight bytes of each row's SHA-256. One value that is altered, and a
 *     row that is missing, doubled or another one, is another sum
 */
public record TableContent(String table, long rows, String digest) {

    static final String LARGE_OBJECTS = "large objects";

    /** The tables whose rows a dump holds: an extension makes its own again. */
    private static final String TABLES =
            """
            SELECT n.nspname, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND c.relpersistence <> 't'
              AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_toast%'
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                AND d.objid = c.oid AND d.deptype = 'e')
            ORDER BY 1, 2
            """;

    private static final String HALF = "sum(('x' || encode(substr(h, %d, 8), 'hex'))::bit(64)::bigint)";
    private static final String DIGEST =
            "SELECT count(*), concat(" + HALF.formatted(1) + ", ' ', " + HALF.formatted(9) + ") FROM (";
    /** Bytes, and not characters, which a database need not know the coding of. */
    private static final String ROWS =
            "SELECT sha256(convert_to(ROW(t.*)::text, current_setting('server_encoding'))) AS h FROM ONLY ";

    private static final String OBJECTS =
            "SELECT sha256(convert_to(oid::text, 'UTF8') || lo_get(oid)) AS h FROM pg_catalog.pg_largeobject_metadata";

    /** All of them, in the order of their names. */
    static List<TableContent> all(Connection connection) throws SQLException {
        var contents = new ArrayList<TableContent>();
        for (var table : tables(connection)) {
            contents.add(read(connection, table.toString(), ROWS + table.quoted() + " AS t"));
        }
        contents.add(read(connection, LARGE_OBJECTS, OBJECTS));
        return contents;
    }

    /** Those whose rows a dump holds, in the order of their names. */
    static List<Table> tables(Connection connection) throws SQLException {
        try (var find = connection.createStatement();
                var found = find.executeQuery(TABLES)) {
            var tables = new ArrayList<Table>();
            while (found.next()) {
                tables.add(new Table(found.getString(1), found.getString(2)));
            }
            return tables;
        }
    }

    private static TableContent read(Connection connection, String name, String rows) throws SQLException {
        try (var ask = connection.createStatement();
                var answer = ask.executeQuery(DIGEST + rows + ") AS rows")) {
            answer.next();
            return new TableContent(name, answer.getLong(1), answer.getString(2));
        }
    }
}
