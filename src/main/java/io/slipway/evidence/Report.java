package io.slipway.evidence;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A release's story for people: one page, no scripts, nothing from elsewhere. */
final class Report {

    private static final String STYLE =
            """
            body { font: 14px/1.45 sans-serif; margin: 2em; color: #1d2127; }
            table { border-collapse: collapse; width: 100%; margin: 1em 0; }
            th, td { border: 1px solid #c5ccd3; padding: .3em .5em; text-align: left; vertical-align: top; }
            th { background: #eef1f4; }
            td { overflow-wrap: anywhere; }
            .fail, .refusal { background: #fde7e4; } .unknown { background: #fdf3d8; } .pass { background: #e5f4e8; }
            code { font-size: 12px; } svg { max-width: 100%; height: auto; }
            figure { margin: 1em 0; break-inside: avoid; } figcaption { font-weight: bold; }
            dl { display: grid; grid-template-columns: max-content auto; gap: .2em 1em; } dd { margin: 0; overflow-wrap: anywhere; }
            @media print { body { margin: 0; font-size: 11px; } tr { break-inside: avoid; } }
            """;

    private final String release;
    private final List<Entry> entries;
    private final Map<String, byte[]> models;
    private final String key;

    Report(String release, List<Entry> entries, Map<String, byte[]> models, String key) {
        this.release = release;
        this.entries = entries;
        this.models = models;
        this.key = key;
    }

    String html() {
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
                + "<title>" + Markup.escape(release) + "</title><style>\n" + STYLE + "</style></head><body>\n<h1>"
                + Markup.escape(release) + "</h1>\n" + summary() + diagrams() + new RecoveryTimes(entries).html()
                + new ReportTables(entries).html()
                + "</body></html>\n";
    }

    private String summary() {
        var start = entries.get(0).fact();
        var rows = new StringBuilder("<dl>\n");
        row(rows, "Ended", outcome());
        row(rows, "Asked for by", start.actor());
        row(rows, "At", entries.get(0).at().toString());
        for (var field : List.of(
                "changeSummary", "businessImpact", "dataRollback", "rootCause", "scalingSignal", "confirmedVersion")) {
            row(rows, field, start.body().path(field).asText("-"));
        }
        for (var field : List.of("rolledBackRelease", "rolledBackVersion", "rollbackReason")) {
            if (start.body().has(field)) {
                row(rows, field, start.body().path(field).asText());
            }
        }
        row(rows, "Artifact (SHA-256)", Extracts.digest(entries));
        row(rows, "Evidence signed by", key);
        return rows.append("</dl>\n").toString();
    }

    private static void row(StringBuilder rows, String name, String value) {
        rows.append("<dt>")
                .append(Markup.escape(name))
                .append("</dt><dd>")
                .append(Markup.escape(value))
                .append("</dd>\n");
    }

    private String outcome() {
        return entries.stream()
                .filter(entry -> entry.kind() == EntryKind.END)
                .reduce((first, last) -> last)
                .map(end -> end.fact().body().path("outcome").asText() + ", " + end.at())
                .orElse("not yet");
    }

    /** The models that the release came to, the main one first, with the way that it took. */
    private String diagrams() {
        var reached = reached();
        var text = new StringBuilder("<h2>The way it took</h2>\n");
        var processes = reached.stream()
                .map(step -> step.split("/", 2)[0])
                .collect(Collectors.toCollection(LinkedHashSet::new));
        for (var process : processes) {
            var model = models.get("bpmn/" + process + ".bpmn");
            if (model != null) {
                text.append("<figure><figcaption>")
                        .append(Markup.escape(process))
                        .append("</figcaption>")
                        .append(Diagram.svg(model, of(process, reached)))
                        .append("</figure>\n");
            }
        }
        return text.toString();
    }

    private static Set<String> of(String process, Set<String> reached) {
        return reached.stream()
                .filter(step -> step.startsWith(process + "/"))
                .map(step -> step.substring(process.length() + 1))
                .collect(Collectors.toSet());
    }

    private Set<String> reached() {
        var reached = new LinkedHashSet<String>();
        for (var entry : entries) {
            if (entry.kind() == EntryKind.STEP) {
                entry.fact().body().path("reached").forEach(step -> reached.add(step.asText()));
            }
        }
        return reached;
    }
}
