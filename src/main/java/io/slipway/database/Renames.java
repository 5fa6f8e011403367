package io.slipway.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What has another name now, or looks as if it had: something is gone, and something that is made the same is new. A program that
 * knows the old name does not find it any more. Names of indexes, constraints and triggers do not count: programs hardly say
 * them.
 */
final class Renames {

    private static final String[] RELATIONS = {"table", "view", "materialized view", "foreign table"};
    private static final Pattern LABEL = Pattern.compile("'(?:[^']|'')*'");

    private final SortedMap<Thing, String> before;
    private final SortedMap<Thing, String> after;
    private final List<String> found = new ArrayList<>();

    private Renames(Inventory before, Inventory after) {
        this.before = before.things();
        this.after = after.things();
    }

    /** In words such as {@code column public.orders.remark → public.orders.note}. */
    static List<String> between(Inventory before, Inventory after) {
        var renames = new Renames(before, after);
        renames.before.keySet().stream()
                .filter(thing -> !renames.after.containsKey(thing))
                .forEach(renames::look);
        renames.before.forEach(renames::labels);
        return renames.found;
    }

    private void look(Thing gone) {
        after.keySet().stream()
                .filter(thing -> !before.containsKey(thing) && same(gone, thing))
                .findFirst()
                .ifPresent(fresh -> found.add(gone + " → " + fresh.name()));
    }

    private boolean same(Thing gone, Thing fresh) {
        if (gone.is(RELATIONS) || gone.is("composite type")) {
            return (gone.is(RELATIONS) ? fresh.is(RELATIONS) : fresh.kind().equals(gone.kind()))
                    && columns(gone, before).equals(columns(fresh, after));
        }
        if (!fresh.kind().equals(gone.kind())) {
            return false;
        }
        var was = before.getOrDefault(gone, "");
        var is = after.getOrDefault(fresh, "");
        return switch (gone.kind()) {
            case "column" -> fresh.parent().equals(gone.parent()) && type(is).equals(type(was));
            case "function", "procedure", "aggregate" -> arguments(fresh).equals(arguments(gone)) && is.equals(was);
            case "sequence", "enum", "domain", "range" -> is.equals(was);
            default -> false;
        };
    }

    private static Map<String, String> columns(Thing relation, SortedMap<Thing, String> things) {
        var columns = new TreeMap<String, String>();
        things.forEach((thing, says) -> {
            if (thing.is("column") && thing.parent().equals(relation.name())) {
                columns.put(thing.last(), type(says));
            }
        });
        return columns;
    }

    private static String type(String says) {
        return says.split(", ", 2)[0];
    }

    private static String arguments(Thing routine) {
        return routine.name().substring(Math.max(0, routine.name().indexOf('(')));
    }

    /** A label of an enum that takes the place of another one. */
    private void labels(Thing thing, String was) {
        if (thing.is("enum") && after.containsKey(thing)) {
            var gone = labels(was);
            var fresh = labels(after.getOrDefault(thing, ""));
            var kept = List.copyOf(gone);
            gone.removeAll(fresh);
            fresh.removeAll(kept);
            if (!gone.isEmpty() && !fresh.isEmpty()) {
                found.add("label " + gone.get(0) + " of " + thing + " → " + fresh.get(0));
            }
        }
    }

    private static List<String> labels(String says) {
        return new ArrayList<>(
                LABEL.matcher(says).results().map(label -> label.group()).toList());
    }
}
