package io.slipway.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a database is made of, as pg_dump writes it down: each of its objects with the statements that make it. In words only
 * names are said, because a default or a function may hold anything.
 *
 * @param objects statements, by what they make: {@code TABLE public.coupon}
 */
public record Schema(Map<String, String> objects) {

    private static final long LONGEST = 64L << 20;
    private static final Pattern HEAD = Pattern.compile("-- Name: (.*); Type: (.*); Schema: (.*); Owner: .*");
    private static final Pattern COLUMN = Pattern.compile("    (\"[^\"]+\"|[^ \"]+) .*");

    /** What pg_dump says before an object where the one before was of another kind: it belongs to neither. */
    private static final Set<String> BETWEEN =
            Set.of("SET default_tablespace = '';", "SET default_table_access_method = heap;", "--", "");

    public Schema {
        objects = new TreeMap<>(objects);
    }

    /** Reads what pg_dump wrote. */
    static Schema read(Path dump) throws IOException {
        if (Files.size(dump) > LONGEST) {
            throw new IOException("the schema is longer than " + LONGEST + " bytes, and is not compared");
        }
        var objects = new TreeMap<String, StringBuilder>();
        // what stands before the first one and behind the last is pg_dump's own, and says nothing of the database
        var object = new StringBuilder();
        for (var line : Files.readAllLines(dump)) {
            var head = HEAD.matcher(line);
            if (head.matches()) {
                object = objects.computeIfAbsent(
                        name(head.group(2), head.group(3), head.group(1)), key -> new StringBuilder());
            } else if (!BETWEEN.contains(line) && !isFrame(line)) {
                object.append(line).append('\n');
            }
        }
        var statements = new TreeMap<String, String>();
        objects.forEach((name, text) -> statements.put(name, text.toString()));
        return new Schema(statements);
    }

    /** The first word of a session that takes no other programs' commands, and the last, with a number for this one dump. */
    private static boolean isFrame(String line) {
        return line.matches("\\\\(un)?restrict [A-Za-z0-9]+|-- PostgreSQL database dump( complete)?");
    }

    private static String name(String type, String schema, String name) {
        return type + " " + (schema.equals("-") ? "" : schema + ".") + name;
    }

    /** What would make the other one of this one, in words such as {@code CREATE TABLE public.coupon}; nothing if they are the same. */
    public List<String> changesTo(Schema other) {
        // a table says more than what hangs on it
        var all = new TreeSet<>(Comparator.comparing((String object) -> !object.startsWith("TABLE "))
                .thenComparing(Comparator.naturalOrder()));
        all.addAll(objects.keySet());
        all.addAll(other.objects.keySet());
        var changes = new ArrayList<String>();
        for (var object : all) {
            var before = objects.get(object);
            var after = other.objects.get(object);
            if (before == null) {
                changes.add("CREATE " + object);
            } else if (after == null) {
                changes.add("DROP " + object);
            } else if (!before.equals(after)) {
                changes.add("ALTER " + object + columns(before, after));
            }
        }
        return changes;
    }

    /** Which columns of a table differ, if that is it. */
    private static String columns(String before, String after) {
        var lines = new ArrayList<>(lines(before));
        lines.removeAll(lines(after));
        lines.addAll(lines(after).stream()
                .filter(line -> !lines(before).contains(line))
                .toList());
        var names = lines.stream()
                .map(COLUMN::matcher)
                .filter(column -> column.matches() && before.startsWith("CREATE TABLE"))
                .map(column -> column.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        return names.isEmpty() ? "" : " (" + String.join(", ", names) + ")";
    }

    /** The last column has no comma, whichever it is. */
    private static List<String> lines(String text) {
        return text.lines()
                .map(line -> line.endsWith(",") ? line.substring(0, line.length() - 1) : line)
                .toList();
    }
}
