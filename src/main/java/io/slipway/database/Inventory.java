package io.slipway.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
        var before = byName(items);
        var after = byName(later.items);
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        var changes = new ArrayList<String>();
        for (var name : names) {
            var was = before.getOrDefault(name, new TreeSet<>());
            var is = after.getOrDefault(name, new TreeSet<>());
            if (is.isEmpty()) {
                changes.add(name + said(was) + " is gone");
            } else if (was.isEmpty()) {
                changes.add(name + said(is) + " is new");
            } else if (!was.equals(is)) {
                changes.add(name + said(was) + " became " + quoted(is));
            }
        }
        return changes;
    }

    /** What is said of each; of operators there can be some of one name. */
    private static TreeMap<String, TreeSet<String>> byName(Collection<String> items) {
        return items.stream()
                .collect(Collectors.groupingBy(
                        Inventory::name,
                        TreeMap::new,
                        Collectors.mapping(Inventory::says, Collectors.toCollection(TreeSet::new))));
    }

    private static String said(Collection<String> says) {
        return says.stream().allMatch(String::isEmpty) ? "" : ": " + String.join(" / ", says);
    }

    private static String quoted(Collection<String> says) {
        return "'" + String.join(" / ", says) + "'";
    }

    private static String name(String item) {
        var parts = ITEM.matcher(item);
        return parts.matches() ? parts.group(1) : item;
    }

    private static String says(String item) {
        var parts = ITEM.matcher(item);
        return parts.matches() && parts.group(2) != null ? parts.group(2) : "";
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
