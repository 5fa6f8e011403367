package io.slipway.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a database is at a moment.
 *
 * @param schema what it is made of
 * @param history how many rows the tables have that say which migrations were run
 */
public record DatabaseState(Schema schema, Map<String, Long> history) {

    public DatabaseState {
        history = Map.copyOf(history);
    }

    /** What has become of it since, in words; nothing if nothing has. */
    public List<String> changesTo(DatabaseState later) {
        var changes = new ArrayList<>(schema.changesTo(later.schema));
        later.history.forEach((table, rows) -> {
            if (history.containsKey(table) && !rows.equals(history.get(table))) {
                changes.add("rows of " + table + ": " + history.get(table) + " became " + rows);
            }
        });
        return changes;
    }
}
