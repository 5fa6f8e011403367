package io.slipway.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Between which values a sequence was while its database was dumped. No snapshot holds it: it moves on for everybody at once.
 *
 * @param from its last value before; null: it had given none
 * @param to its last value afterwards; null: it had given none
 */
public record SequenceRange(@Nullable Long from, @Nullable Long to) {

    private static final String VALUES =
            "SELECT quote_ident(schemaname) || '.' || quote_ident(sequencename), last_value FROM pg_catalog.pg_sequences ORDER BY 1";

    /** The last value of each, by its name; null: it has given none. */
    static Map<String, @Nullable Long> values(Connection connection) throws SQLException {
        try (var ask = connection.createStatement();
                var answer = ask.executeQuery(VALUES)) {
            var values = new TreeMap<String, @Nullable Long>();
            while (answer.next()) {
                values.put(answer.getString(1), answer.getObject(2, Long.class));
            }
            return values;
        }
    }

    /** Whether a restored one may have this last value. */
    boolean holds(@Nullable Long value) {
        if (value == null) {
            return from == null;
        }
        return to != null
                && value >= Math.min(from == null ? value : from, to)
                && value <= Math.max(from == null ? to : from, to);
    }
}
