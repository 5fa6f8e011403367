package io.slipway.engine.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.engine.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The findings of an answer that were not there before, and what becomes of all of them. */
final class FreshFindings {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String TOPIC = "topic";

    private FreshFindings() {}

    /**
     * Those of the new list that the old one does not hold just so.
     *
     * @throws Refusal if the new list is no list of findings: what cannot be understood cannot be evidence
     */
    static List<ObjectNode> between(@Nullable String old, @Nullable String sent) {
        if (sent == null) {
            return List.of();
        }
        var before = new ArrayList<JsonNode>();
        list(old == null ? "[]" : old).forEach(node -> before.add(sent(node)));
        var fresh = new ArrayList<ObjectNode>();
        for (var node : list(sent)) {
            if (!before.remove(node)) {
                fresh.add(finding(node));
            }
        }
        return fresh;
    }

    /** A finding as its worker sent it: who found it is Slipway's word. */
    private static JsonNode sent(JsonNode finding) {
        return finding instanceof ObjectNode node ? node.deepCopy().without(List.of(TOPIC)) : finding;
    }

    /**
     * What people are shown from now on: the fresh findings in the place of the older ones that the same check had of the
     * same rule in the same phase, in the order in which the rules were first looked at.
     *
     * @param topic whose findings they are
     */
    static String merged(@Nullable String old, List<ObjectNode> fresh, String topic) {
        fresh.forEach(node -> node.put(TOPIC, topic));
        var places = new LinkedHashMap<String, List<JsonNode>>();
        list(old == null ? "[]" : old).forEach(node -> at(places, node).add(node));
        fresh.forEach(node -> at(places, node).clear());
        fresh.forEach(node -> at(places, node).add(node));
        var merged = JSON.createArrayNode();
        places.values().forEach(merged::addAll);
        return merged.toString();
    }

    private static List<JsonNode> at(Map<String, List<JsonNode>> places, JsonNode finding) {
        var place = finding.path("phase").asText() + " " + finding.path("rule").asText() + " "
                + finding.path(TOPIC).asText();
        return places.computeIfAbsent(place, none -> new ArrayList<>());
    }

    private static ArrayNode list(String json) {
        try {
            if (JSON.readTree(json) instanceof ArrayNode list) {
                return list;
            }
        } catch (JsonProcessingException e) {
            throw new Refusal(Variable.FINDINGS.name(), "is no JSON: " + e.getOriginalMessage());
        }
        throw new Refusal(Variable.FINDINGS.name(), "is no list");
    }

    private static ObjectNode finding(JsonNode node) {
        try {
            rule(node);
            Verdict.of(node.path("verdict").asText());
        } catch (IllegalArgumentException e) {
            throw new Refusal(Variable.FINDINGS.name(), "holds what is no finding: " + e.getMessage());
        }
        return node.deepCopy();
    }

    static Rule rule(JsonNode finding) {
        return Rule.of(finding.path("rule").asText());
    }
}
