package io.slipway.database;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is in the live database and not in a backup, in numbers.
 *
 * @param each what of each table; only those of which something is
 * @param onlyLive columns that the backup does not have under any name: what they hold is lost, whatever the rows say
 */
public record DataLoss(List<TableLoss> each, List<String> onlyLive) {

    private static final int SHOWN = 5;

    public DataLoss {
        each = each.stream().filter(table -> table.rows() > 0).toList();
        onlyLive = List.copyOf(onlyLive);
    }

    /** How many rows were added, changed or removed. */
    public long rows() {
        return each.stream().mapToLong(TableLoss::rows).sum();
    }

    /** In how many tables. */
    public int tables() {
        return each.size();
    }

    /** For a person: {@code 12 rows written since in 1 table: public.orders 10 added, 2 changed}. */
    public String words() {
        return onlyLive.isEmpty() ? ofRows() : ofRows() + "; and all that is in " + first(onlyLive);
    }

    private String ofRows() {
        if (each.isEmpty()) {
            return "no row";
        }
        return counted(rows(), "row") + " written since in " + counted(tables(), "table") + ": "
                + each.stream().limit(SHOWN).map(TableLoss::words).collect(Collectors.joining("; "))
                + more(each);
    }

    private static String first(List<String> all) {
        return String.join(", ", all.subList(0, Math.min(SHOWN, all.size()))) + more(all);
    }

    private static String more(List<?> all) {
        return all.size() > SHOWN ? " and " + (all.size() - SHOWN) + " more" : "";
    }

    private static String counted(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
