package io.slipway.engine.backup;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** The tables of an H2 database. */
final class Tables {

    private static final String NAMES = "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC'"
            + " AND TABLE_TYPE = 'BASE TABLE' ORDER BY 1";

    private Tables() {}

    /** How many rows each has, as it says itself. */
    static Map<String, Long> counted(JdbcTemplate database) {
        var rows = new TreeMap<String, Long>();
        for (var table : database.queryForList(NAMES, String.class)) {
            rows.put(table, database.query("SELECT COUNT(*) FROM " + quoted(table), row -> {
                row.next();
                return row.getLong(1);
            }));
        }
        return rows;
    }

    /** How many rows each has; every one of them is read, with all that is in it. */
    static Map<String, Long> read(JdbcTemplate database) {
        var rows = new TreeMap<String, Long>();
        for (var table : database.queryForList(NAMES, String.class)) {
            rows.put(table, database.query("SELECT * FROM " + quoted(table), row -> {
                var count = 0L;
                while (row.next()) {
                    for (var column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                        row.getObject(column);
                    }
                    count++;
                }
                return count;
            }));
        }
        return rows;
    }

    private static String quoted(String table) {
        return '"' + table.replace("\"", "\"\"") + '"';
    }
}
