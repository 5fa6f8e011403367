package io.slipway.engine;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** How one set of models differs from another, in words, by name. */
final class Differences {

    private Differences() {}

    /**
     * @param right the SHA-256 that each should have
     * @param found those that there are
     */
    static List<String> between(Map<String, String> right, Map<String, String> found) {
        var names = new TreeSet<>(right.keySet());
        names.addAll(found.keySet());
        return names.stream()
                .filter(name -> !right.getOrDefault(name, "").equals(found.getOrDefault(name, "")))
                .map(name ->
                        name + (found.containsKey(name) ? right.containsKey(name) ? " altered" : " added" : " missing"))
                .toList();
    }
}
