package io.slipway.database;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What a database is made of, and what is in it.
 *
 * @param inventory what it is made of
 * @param tables what its tables hold
 */
public record Contents(Inventory inventory, List<TableContent> tables) {

    public Contents {
        tables = List.copyOf(tables);
    }

    /** How many rows its tables have together. */
    public long rows() {
        return tables.stream().mapToLong(TableContent::rows).sum();
    }

    /** In what another one differs, in words; nothing if it does not. */
    List<String> differencesTo(Contents other) {
        var differences = new ArrayList<>(inventory.changesTo(other.inventory));
        var found = new TreeMap<String, TableContent>();
        other.tables.forEach(table -> found.put(table.table(), table));
        for (var table : tables) {
            var restored = found.remove(table.table());
            if (restored == null) {
                differences.add("table " + table.table() + " is missing");
            } else if (restored.rows() != table.rows()) {
                differences.add(
                        "table " + table.table() + " has " + restored.rows() + " rows instead of " + table.rows());
            } else if (!restored.digest().equals(table.digest())) {
                differences.add(
                        "table " + table.table() + " has as many rows (" + table.rows() + "), and not the same ones");
            }
        }
        found.keySet().forEach(table -> differences.add("table " + table + " was not there"));
        return differences;
    }
}
