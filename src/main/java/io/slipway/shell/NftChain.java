package io.slipway.shell;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A chain of the packet filter, see libnftables-json(5).
 *
 * @param type of a chain that packets come to by themselves; empty: only others send packets here
 * @param hook where they come to it; empty as well then
 * @param policy what becomes of a packet that no rule decides about
 * @param rules in their order; each a list of matches, statements and a verdict
 */
record NftChain(
        String family, String table, String name, String type, String hook, String policy, List<JsonNode> rules) {

    /** What does nothing but note that a packet came by. */
    private static final Set<String> NOTES = Set.of("counter", "log");

    private enum Fate {
        ACCEPTED,
        REFUSED,
        UNDECIDED
    }

    NftChain {
        rules = List.copyOf(rules);
    }

    static List<NftChain> all(JsonNode items) {
        var chains = new ArrayList<NftChain>();
        for (var item : items.findValues("chain")) {
            if (item.isObject()) {
                chains.add(of(item, items));
            }
        }
        return chains;
    }

    private static NftChain of(JsonNode chain, JsonNode items) {
        var family = chain.path("family").asText();
        var table = chain.path("table").asText();
        var name = chain.path("name").asText();
        var rules = new ArrayList<JsonNode>();
        for (var item : items) {
            var rule = item.path("rule");
            if (rule.path("family").asText().equals(family)
                    && rule.path("table").asText().equals(table)
                    && rule.path("chain").asText().equals(name)) {
                rules.add(rule.path("expr"));
            }
        }
        return new NftChain(
                family,
                table,
                name,
                chain.path("type").asText(),
                chain.path("hook").asText(),
                chain.path("policy").asText(),
                rules);
    }

    boolean isInput() {
        return hook.equals("input") && type.equals("filter");
    }

    /** Whether it refuses what no rule of its own lets in. Rules with a match let in what they say, and are not weighed. */
    boolean isClosed(List<NftChain> others) {
        var fate = fate(others, new HashSet<>());
        return fate == Fate.REFUSED || fate == Fate.UNDECIDED && policy.equals("drop");
    }

    private Fate fate(List<NftChain> others, Set<String> visited) {
        if (!visited.add(name)) {
            return Fate.UNDECIDED;
        }
        for (var rule : rules) {
            var verdict = unconditional(rule);
            if (verdict.isEmpty()) {
                continue;
            }
            switch (verdict.get().fieldNames().next()) {
                case "accept", "queue" -> {
                    return Fate.ACCEPTED;
                }
                case "drop", "reject" -> {
                    return Fate.REFUSED;
                }
                case "return" -> {
                    return Fate.UNDECIDED;
                }
                case "goto" -> {
                    return sent(verdict.get().path("goto"), others, visited);
                }
                case "jump" -> {
                    var fate = sent(verdict.get().path("jump"), others, visited);
                    if (fate != Fate.UNDECIDED) {
                        return fate;
                    }
                }
                default -> {
                    // a statement that decides nothing
                }
            }
        }
        return Fate.UNDECIDED;
    }

    private Fate sent(JsonNode to, List<NftChain> others, Set<String> visited) {
        return others.stream()
                .filter(other -> other.family.equals(family) && other.table.equals(table))
                .filter(other -> other.name.equals(to.path("target").asText()))
                .findFirst()
                .map(other -> other.fate(others, visited))
                .orElse(Fate.UNDECIDED);
    }

    /** What a rule does with every packet; empty: it looks at some only. */
    private static Optional<JsonNode> unconditional(JsonNode rule) {
        var left = new ArrayList<JsonNode>();
        for (var part : rule) {
            if (!part.isObject()
                    || part.isEmpty()
                    || !NOTES.contains(part.fieldNames().next())) {
                left.add(part);
            }
        }
        return left.size() == 1 && left.get(0).isObject() && !left.get(0).isEmpty()
                ? Optional.of(left.get(0))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return family + " " + table + " " + name + " (policy " + policy + ")";
    }
}
