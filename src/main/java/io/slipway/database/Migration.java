package io.slipway.database;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * What a migration did to a database, as a program sees it that was written before.
 *
 * @param renamed what has another name now, or looks as if it had; it is in {@code gone} and {@code fresh} as well
 * @param unfillable columns in tables that there were before, which have to be filled and have no default: who does not know them
 *     cannot write a row any more
 * @param binding what may refuse, or alter, what is written to things that there were before, and is no column
 * @param gone what is there no more
 * @param altered what is other than it was
 * @param fresh what is new
 */
public record Migration(
        List<String> renamed,
        List<String> unfillable,
        List<String> binding,
        List<String> gone,
        List<String> altered,
        List<String> fresh) {

    public Migration {
        renamed = List.copyOf(renamed);
        unfillable = List.copyOf(unfillable);
        binding = List.copyOf(binding);
        gone = List.copyOf(gone);
        altered = List.copyOf(altered);
        fresh = List.copyOf(fresh);
    }

    /** What made the later one of the earlier one. */
    public static Migration between(Inventory earlier, Inventory later) {
        var before = earlier.things();
        var after = later.things();
        var gone = new ArrayList<String>();
        var altered = new ArrayList<String>();
        var fresh = new ArrayList<String>();
        var unfillable = new ArrayList<String>();
        var binding = new ArrayList<String>();
        before.forEach((thing, says) -> {
            if (!after.containsKey(thing)) {
                gone.add(thing.toString());
            } else if (!says.equals(after.get(thing))) {
                altered.add(thing.toString());
            }
        });
        after.forEach((thing, says) -> {
            if (!before.containsKey(thing)) {
                fresh.add(thing.toString());
                if (isUnfillable(thing, says, before)) {
                    unfillable.add(thing.toString());
                } else if (binds(thing, says, before)) {
                    binding.add(thing.toString());
                }
            }
        });
        return new Migration(Renames.between(earlier, later), unfillable, binding, gone, altered, fresh);
    }

    private static boolean isUnfillable(Thing thing, String says, SortedMap<Thing, String> before) {
        var words = List.of(says.split(", "));
        return thing.is("column")
                && before.containsKey(new Thing("table", thing.parent()))
                && words.contains("not null")
                && words.stream().noneMatch(word -> word.matches("(default|identity|generated).*"));
    }

    private static boolean binds(Thing thing, String says, SortedMap<Thing, String> before) {
        if (thing.is("index")) {
            var table = says.substring("on ".length()).split(", ")[0];
            return says.contains(", unique, ") && isThere(table, before);
        }
        return thing.is("event trigger")
                || thing.is("constraint", "trigger", "policy", "rule") && isThere(thing.parent(), before);
    }

    /** A table, a view, a domain. */
    private static boolean isThere(String name, SortedMap<Thing, String> before) {
        return before.keySet().stream()
                .anyMatch(
                        thing -> !thing.is("index", "sequence") && thing.name().equals(name));
    }
}
