package io.slipway.database;

import java.util.ArrayList;

/**
 * What of a table is in the live database and not in a backup.
 *
 * @param table its schema and name
 * @param added rows that only the live database has
 * @param changed rows of the same primary key that hold something else
 * @param removed rows that only the backup has: they come back
 */
public record TableLoss(String table, long added, long changed, long removed) {

    /** How many rows together. */
    public long rows() {
        return added + changed + removed;
    }

    /** In words such as {@code public.orders 10 added, 2 changed}. */
    String words() {
        var words = new ArrayList<String>();
        if (added > 0) {
            words.add(added + " added");
        }
        if (changed > 0) {
            words.add(changed + " changed");
        }
        if (removed > 0) {
            words.add(removed + " removed");
        }
        return table + " " + String.join(", ", words);
    }
}
