package io.slipway.database;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Something that a database is made of.
 *
 * @param kind {@code column}, {@code materialized view}
 * @param name with its schema, and in quotes what needs them: {@code public.orders."a note"}
 */
record Thing(String kind, String name) implements Comparable<Thing> {

    private static final String PART = "(?:\"(?:[^\"]|\"\")*\"|[^\".]+)";
    private static final Pattern NAME = Pattern.compile("(?:(.*)\\.)?(" + PART + ")", Pattern.DOTALL);
    private static final List<String> OF_TWO_WORDS = List.of(
            "materialized view",
            "composite type",
            "foreign table",
            "foreign server",
            "event trigger",
            "text search configuration");

    /** @param words kind and name */
    static Thing of(String words) {
        var kind = OF_TWO_WORDS.stream()
                .filter(two -> words.startsWith(two + " "))
                .findFirst()
                .orElseGet(() -> words.substring(0, Math.max(0, words.indexOf(' '))));
        return new Thing(kind, words.substring(kind.length()).strip());
    }

    boolean is(String... kinds) {
        return List.of(kinds).contains(kind);
    }

    /** What it hangs on: the table of a column, the schema of a table; empty: nothing. */
    String parent() {
        var parts = NAME.matcher(name);
        return parts.matches() && parts.group(1) != null ? parts.group(1) : "";
    }

    /** Its name alone. */
    String last() {
        var parts = NAME.matcher(name);
        return parts.matches() ? parts.group(2) : name;
    }

    @Override
    public int compareTo(Thing other) {
        return Comparator.comparing(Thing::toString).compare(this, other);
    }

    @Override
    public String toString() {
        return kind + " " + name;
    }
}
