package io.slipway.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a database is made of, from PostgreSQL's catalog (14 or newer): what is neither of the system nor of an extension. It is the
 * same before a dump and after its restore, because it holds no text of an expression, which PostgreSQL writes down otherwise
 * then: of a default, a check, a view or the predicate of an index it says that it is there. Owners, grants, comments, bounds of
 * partitions and rows are not looked at either. Of a function it holds a digest of its body.
 *
 * @param items one sentence each, sorted: {@code column public.orders.price: integer, not null, default}
 */
public record Inventory(List<String> items) {

    /** A kind and a name, in which a colon can stand in quotes, and what is said of it. */
    private static final Pattern ITEM = Pattern.compile("((?:[^\":]|\"[^\"]*\")*)(?:: (.*))?", Pattern.DOTALL);

    private static final String QUESTION = question();

    public Inventory {
        // PostgreSQL sorts as its database does; this is the same everywhere
        items = List.copyOf(new TreeSet<>(items));
    }

    /** Reads it, by one SELECT: in whatever transaction the connection is, and nothing is set on it. */
    public static Inventory read(Connection connection) throws SQLException {
        try (var ask = connection.createStatement();
                var answer = ask.executeQuery(QUESTION)) {
            var items = new ArrayList<String>();
            while (answer.next()) {
                items.add(answer.getString(1));
            }
            return new Inventory(items);
        }
    }

    /** What has become of it, in words; nothing if nothing has. */
    public List<String> changesTo(Inventory later) {
        var before = things();
        var after = later.things();
        var all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        var changes = new ArrayList<String>();
        for (var thing : all) {
            var was = said(thing, before);
            if (!after.containsKey(thing)) {
                changes.add(was + " is gone");
            } else if (!before.containsKey(thing)) {
                changes.add(said(thing, after) + " is new");
            } else if (!Objects.equals(before.get(thing), after.get(thing))) {
                changes.add(was + " became '" + after.get(thing) + "'");
            }
        }
        return changes;
    }

    private static String said(Thing thing, Map<Thing, String> things) {
        var says = things.getOrDefault(thing, "");
        return says.isEmpty() ? thing.toString() : thing + ": " + says;
    }

    /** What is said of each thing; of operators there can be some of one name. */
    SortedMap<Thing, String> things() {
        var things = new TreeMap<Thing, String>();
        for (var item : items) {
            var parts = ITEM.matcher(item);
            var known = parts.matches();
            var says = known ? Objects.requireNonNullElse(parts.group(2), "") : "";
            things.merge(Thing.of(known ? parts.group(1) : item), says, (one, other) -> one + " / " + other);
        }
        return things;
    }

    private static String question() {
        try (var text = Inventory.class.getResourceAsStream("inventory.sql")) {
            if (text == null) {
                throw new IOException("inventory.sql is not in this program");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
