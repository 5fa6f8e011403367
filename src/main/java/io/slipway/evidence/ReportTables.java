package io.slipway.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Findings, decisions and all entries of a release, as tables of its report. */
final class ReportTables {

    private static final String LAPSED = "lapsed";

    private final List<Entry> entries;

    ReportTables(List<Entry> entries) {
        this.entries = entries;
    }

    String html() {
        return findings() + decisions() + story();
    }

    private String findings() {
        return table("Findings", "Rule|Verdict|Why|Phase|Entry", EntryKind.FINDING, entry -> {
            var body = entry.fact().body();
            return List.of(
                    text(body, "rule"),
                    text(body, "verdict"),
                    text(body, "why"),
                    text(body, "phase"),
                    "" + entry.sequence());
        });
    }

    private String decisions() {
        return table(
                "Decisions",
                "Asked|Who|Answer|At|Entry",
                EntryKind.DECISION,
                entry -> List.of(
                        text(entry.fact().body(), "decision"),
                        entry.fact().actor(),
                        answer(entry.fact().body()),
                        entry.at().toString(),
                        "" + entry.sequence()));
    }

    private static String answer(JsonNode body) {
        var parts = Variable.DECIDED.stream()
                .map(variable -> body.path(variable.name()))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(ArrayList::new));
        if (body.path(LAPSED).asBoolean()) {
            parts.add(LAPSED);
        }
        if (body.path("newerRelease").isTextual()) {
            parts.add("for " + text(body, "newerRelease") + ", which " + text(body, "startedBy") + " started");
        }
        return String.join(": ", parts);
    }

    private String story() {
        var text = new StringBuilder(
                "<h2>All entries</h2>\n<table><tr><th>Entry</th><th>At</th><th>Kind</th><th>Rules</th>"
                        + "<th>Who</th><th>What</th></tr>\n");
        for (var entry : entries) {
            var rules = entry.fact().rules().stream().map(Rule::id).collect(Collectors.joining(", "));
            cells(
                    text,
                    entry.kind().id(),
                    List.of(
                            "" + entry.sequence(),
                            entry.at().toString(),
                            entry.kind().id(),
                            rules,
                            entry.fact().actor(),
                            entry.fact().body().toString()));
        }
        return text.append("</table>\n").toString();
    }

    private String table(
            String title, String columns, EntryKind kind, java.util.function.Function<Entry, List<String>> cells) {
        var text = new StringBuilder("<h2>" + title + "</h2>\n<table><tr>");
        for (var column : columns.split("\\|")) {
            text.append("<th>").append(column).append("</th>");
        }
        text.append("</tr>\n");
        entries.stream().filter(entry -> entry.kind() == kind).map(cells).forEach(row -> cells(text, row.get(1), row));
        return text.append("</table>\n").toString();
    }

    private static void cells(StringBuilder text, String style, List<String> cells) {
        text.append("<tr class=\"").append(Markup.escape(style)).append("\">");
        cells.forEach(cell -> text.append("<td>").append(Markup.escape(cell)).append("</td>"));
        text.append("</tr>\n");
    }

    private static String text(JsonNode body, String field) {
        return body.path(field).asText("");
    }
}
