package io.slipway.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.contract.Finding;
import io.slipway.contract.Variable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The variable {@link Variable#FINDINGS}: a JSON list that keeps the newest findings of each rule in each phase, in the
 * order in which the rules were first looked at.
 */
final class Findings {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RULE = "rule";
    private static final String PHASE = "phase";

    private Findings() {}

    /**
     * The job's findings with the new ones in the place of the older ones of the same rule and phase.
     *
     * @throws IllegalStateException if the variable holds something else than a list
     */
    static String merge(Job job, List<Finding> fresh, Instant at) {
        var phase = job.find(Variable.PHASE).orElse(null);
        var rules = fresh.stream().map(f -> f.rule().id()).collect(Collectors.toSet());
        var merged = JSON.createArrayNode();
        for (var old : read(job)) {
            var rule = old.path(RULE).asText();
            if (!rules.contains(rule) || !samePhase(old, phase)) {
                merged.add(old);
            } else if (!contains(merged, rule, phase)) {
                fresh.stream().filter(f -> f.rule().id().equals(rule)).forEach(f -> merged.add(node(f, phase, at)));
            }
        }
        var placed = fresh.stream()
                .filter(f -> !contains(merged, f.rule().id(), phase))
                .toList();
        placed.forEach(f -> merged.add(node(f, phase, at)));
        return merged.toString();
    }

    private static ArrayNode read(Job job) {
        var text = job.find(Variable.FINDINGS).orElse("[]");
        try {
            if (JSON.readTree(text) instanceof ArrayNode list) {
                return list;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The variable 'findings' is not JSON: " + e.getOriginalMessage(), e);
        }
        throw new IllegalStateException("The variable 'findings' is not a JSON list");
    }

    private static boolean contains(ArrayNode list, String rule, @Nullable String phase) {
        for (var node : list) {
            if (node.path(RULE).asText().equals(rule) && samePhase(node, phase)) {
                return true;
            }
        }
        return false;
    }

    private static boolean samePhase(JsonNode node, @Nullable String phase) {
        return node.path(PHASE).asText("").equals(phase == null ? "" : phase);
    }

    private static ObjectNode node(Finding finding, @Nullable String phase, Instant at) {
        ObjectNode node = JSON.valueToTree(finding);
        node.put(PHASE, phase == null ? "" : phase);
        node.put("at", at.truncatedTo(ChronoUnit.SECONDS).toString());
        return node;
    }
}
