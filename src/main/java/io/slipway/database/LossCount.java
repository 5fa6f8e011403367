package io.slipway.database;

import io.slipway.database.Pairs.Pair;
import io.slipway.database.TableShape.Column;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/**
 * Counts what is in the live database and not in a backup, row by row, in one snapshot of each. What is compared of a row are the
 * columns that both have, by their name or, if one is gone and a new one has its type, by that. It never counts too few: what it takes
 * for one column and is not makes rows that differ.
 */
final class LossCount {

    private final Connection live;
    private final Connection backup;
    private final List<TableLoss> each = new ArrayList<>();
    private final List<String> onlyLive = new ArrayList<>();

    private LossCount(Connection live, Connection backup) {
        this.live = live;
        this.backup = backup;
    }

    static DataLoss between(DatabaseSnapshot live, DatabaseSnapshot backup) throws IOException {
        return live.read(one -> {
            try {
                return backup.read(other -> new LossCount(one, other).count());
            } catch (IOException e) {
                throw new SQLException(e.getMessage(), e);
            }
        });
    }

    private DataLoss count() throws SQLException {
        var tables = Pairs.of(TableShape.all(live), TableShape.all(backup), TableShape::words, TableShape::isMadeAs);
        for (var pair : tables.both()) {
            count(pair.live(), pair.backup());
        }
        for (var table : tables.onlyLive()) {
            each.add(new TableLoss(table.words(), table.table().rows(live), 0, 0));
        }
        for (var table : tables.onlyBackup()) {
            each.add(new TableLoss(table.words(), 0, 0, table.table().rows(backup)));
        }
        count(TableContent.LARGE_OBJECTS, RowDigests.ofLargeObjects(), RowDigests.ofLargeObjects());
        return new DataLoss(each, onlyLive);
    }

    private void count(TableShape now, TableShape then) throws SQLException {
        var columns = Pairs.of(now.columns(), then.columns(), Column::name, (one, other) -> one.type()
                .equals(other.type()));
        columns.onlyLive().forEach(column -> onlyLive.add("column " + now.words() + "." + column.words()));
        var key = columns.both().stream().filter(pair -> pair.backup().key()).toList();
        var sameKey = !key.isEmpty()
                && new HashSet<>(key.stream().map(Pair::live).toList()).equals(new HashSet<>(now.key()))
                && key.size() == then.key().size();
        count(
                now.words(),
                question(now.table(), key, columns.both(), sameKey, Pair::live),
                question(then.table(), key, columns.both(), sameKey, Pair::backup));
    }

    private static String question(
            Table table,
            List<Pair<Column>> key,
            List<Pair<Column>> columns,
            boolean sameKey,
            Function<Pair<Column>, Column> side) {
        var all = names(columns, side);
        return sameKey ? RowDigests.byKey(table, names(key, side), all) : RowDigests.byContent(table, all);
    }

    private static List<String> names(List<Pair<Column>> columns, Function<Pair<Column>, Column> side) {
        return columns.stream().map(pair -> side.apply(pair).name()).toList();
    }

    private void count(String table, String ofLive, String ofBackup) throws SQLException {
        try (var now = new RowDigests(live, ofLive);
                var then = new RowDigests(backup, ofBackup)) {
            each.add(merged(table, now, then));
        }
    }

    /** Both come in the same order, so what only one side has is seen where the other one is past it. */
    private static TableLoss merged(String table, RowDigests now, RowDigests then) throws SQLException {
        var added = 0L;
        var changed = 0L;
        var removed = 0L;
        var isNow = now.next();
        var isThen = then.next();
        while (isNow || isThen) {
            var order = !isThen ? -1 : !isNow ? 1 : now.compareTo(then);
            if (order < 0) {
                added++;
            } else if (order > 0) {
                removed++;
            } else if (!now.holdsTheSameAs(then)) {
                changed++;
            }
            isNow = order <= 0 ? now.next() : isNow;
            isThen = order >= 0 ? then.next() : isThen;
        }
        return new TableLoss(table, added, changed, removed);
    }
}
