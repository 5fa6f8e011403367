package io.slipway.database;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * What of the live database is what of a backup: what has the same name, and of the rest, in their order, what is made the same and so
 * has been renamed.
 *
 * @param both what was paired
 * @param onlyLive what was not
 * @param onlyBackup what was not
 */
record Pairs<T>(List<Pair<T>> both, List<T> onlyLive, List<T> onlyBackup) {

    /** One and the same on both sides. */
    record Pair<T>(T live, T backup) {}

    static <T> Pairs<T> of(List<T> live, List<T> backup, Function<T, String> name, BiPredicate<T, T> alike) {
        var pairs = new Pairs<T>(new ArrayList<>(), new ArrayList<>(live), new ArrayList<>(backup));
        pairs.pair((one, other) -> name.apply(one).equals(name.apply(other)));
        pairs.pair(alike);
        return pairs;
    }

    private void pair(BiPredicate<T, T> same) {
        for (var old : List.copyOf(onlyBackup)) {
            onlyLive.stream().filter(one -> same.test(one, old)).findFirst().ifPresent(found -> {
                both.add(new Pair<>(found, old));
                onlyLive.remove(found);
                onlyBackup.remove(old);
            });
        }
    }
}
