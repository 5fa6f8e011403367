package io.slipway.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rules by which Prometheus raises alerts. Where there is none nothing ever fires, and what cannot be evaluated does not
 * fire either. Pure.
 */
final class AlertRules {

    private static final String LABELS = "labels";

    private final List<JsonNode> rules = new ArrayList<>();

    /** @param answer of {@code /api/v1/rules?type=alert} */
    AlertRules(JsonNode answer) {
        for (var group : answer.path("data").path("groups")) {
            group.path("rules").forEach(rules::add);
        }
    }

    /** Why no alert with these labels would be raised though there is reason to; none: nothing is known against it. */
    List<String> problems(Map<String, String> labels) {
        var problems = new ArrayList<String>();
        if (rules.stream().noneMatch(rule -> gives(rule, labels))) {
            problems.add("no rule gives its alerts the labels " + new TreeMap<>(labels) + ", so none would ever fire");
        }
        for (var rule : rules) {
            if (mayGive(rule, labels) && !rule.path("health").asText().equals("ok")) {
                problems.add("the rule of alert '" + rule.path("name").asText() + "' is "
                        + rule.path("health").asText() + ": "
                        + rule.path("lastError").asText("not evaluated yet"));
            }
        }
        return problems;
    }

    private static boolean gives(JsonNode rule, Map<String, String> labels) {
        return labels.entrySet().stream()
                .allMatch(label -> label.getKey().equals("alertname")
                        ? rule.path("name").asText().equals(label.getValue())
                        : rule.path(LABELS).path(label.getKey()).asText().equals(label.getValue()));
    }

    /** A label that a rule does not name, or makes of a template, may come from what it evaluates. */
    private static boolean mayGive(JsonNode rule, Map<String, String> labels) {
        return labels.entrySet().stream().allMatch(label -> {
            if (label.getKey().equals("alertname")) {
                return rule.path("name").asText().equals(label.getValue());
            }
            var given = rule.path(LABELS).path(label.getKey()).asText(label.getValue());
            return given.equals(label.getValue()) || given.contains("{{");
        });
    }
}
