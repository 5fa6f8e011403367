package io.slipway.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.contract.ChangeKind;
import io.slipway.contract.Place;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What the catalog changes of a target, and of the traffic to it, since a version was confirmed there. */
final class PlaceDifference {

    /** Of a target: its instances by name, and where each of them is. */
    private static final String INSTANCES = "instances";

    private static final int MOST_NAMED = 10;
    private static final int LONGEST_VALUE = 80;

    private final Set<ChangeKind> kinds = EnumSet.noneOf(ChangeKind.class);
    private final List<String> words = new ArrayList<>();
    private final String since;

    private PlaceDifference(String version) {
        this.since = version + " was confirmed";
    }

    /** @param version that was confirmed in {@code before} */
    static PlaceDifference between(Place before, Place now, String version) {
        var difference = new PlaceDifference(version);
        var were = before.target().path(INSTANCES);
        var are = now.target().path(INSTANCES);
        var named = were.isObject() && are.isObject();
        if (named) {
            difference.addInstances(were, are);
        }
        difference.addSettings("target", before.target(), now.target(), named ? Set.of(INSTANCES) : Set.of());
        difference.addSettings("traffic", before.traffic(), now.traffic(), Set.of());
        return difference;
    }

    /** Nobody knows what the catalog said when the version was confirmed. */
    static PlaceDifference unknown(String version) {
        var difference = new PlaceDifference(version);
        difference.add(
                ChangeKind.UNCLEAR,
                "nobody knows what it changes, because no evidence says what the target was when " + difference.since);
        return difference;
    }

    /** More or fewer of them is scaling; as many under other names, or elsewhere, is not. */
    private void addInstances(JsonNode before, JsonNode now) {
        var gone = names(before);
        gone.removeAll(names(now));
        var fresh = names(now);
        fresh.removeAll(names(before));
        if (gone.size() != fresh.size()) {
            kinds.add(ChangeKind.SCALING);
        }
        if (!gone.isEmpty() && !fresh.isEmpty()) {
            kinds.add(ChangeKind.INFRASTRUCTURE);
        }
        fresh.forEach(name -> words.add("instance " + name + " on " + text(now.path(name)) + " is new since " + since));
        gone.forEach(
                name -> words.add("instance " + name + " on " + text(before.path(name)) + " is gone since " + since));
        for (var name : names(now)) {
            if (before.has(name) && !same(before.path(name), now.path(name))) {
                add(
                        ChangeKind.INFRASTRUCTURE,
                        "instance " + name + " has moved to " + text(now.path(name)) + " from "
                                + text(before.path(name)) + " since " + since);
            }
        }
    }

    private void addSettings(String part, ObjectNode before, ObjectNode now, Set<String> but) {
        var all = names(before);
        all.addAll(names(now));
        all.removeAll(but);
        for (var name : all) {
            if (!same(before.path(name), now.path(name))) {
                add(
                        ChangeKind.INFRASTRUCTURE,
                        "'" + name + "' of the " + part + " is " + text(now.path(name)) + " and was "
                                + text(before.path(name)) + " when " + since);
            }
        }
    }

    private void add(ChangeKind kind, String what) {
        kinds.add(kind);
        words.add(what);
    }

    Set<ChangeKind> kinds() {
        return EnumSet.copyOf(kinds);
    }

    /** For people; empty if nothing changes. */
    String inWords() {
        var first = String.join("; ", words.subList(0, Math.min(MOST_NAMED, words.size())));
        return words.size() > MOST_NAMED ? first + " and " + (words.size() - MOST_NAMED) + " more" : first;
    }

    private static Set<String> names(JsonNode object) {
        var names = new TreeSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Evidence writes 1.0 as 1. */
    private static boolean same(JsonNode one, JsonNode other) {
        return one.equals(
                (a, b) -> a.isNumber() && b.isNumber()
                        ? a.decimalValue().compareTo(b.decimalValue())
                        : a.equals(b) ? 0 : 1,
                other);
    }

    private static String text(JsonNode value) {
        if (value.isMissingNode()) {
            return "not set";
        }
        var text = value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(PlaceDifference::text)
                        .collect(Collectors.joining(", "))
                : value.isValueNode() ? value.asText() : value.toString();
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE - 1) + "…";
    }
}
