package io.slipway.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * How long the rehearsed rollbacks of an environment took, one below the other, in the report of a rehearsal. What it shows is in
 * the end of that rehearsal, so that it can be checked with the rest. A bar a line needs no axes, and no library that draws them.
 */
final class RecoveryTimes {

    private static final int WIDEST = 300;

    private final List<JsonNode> times;

    RecoveryTimes(List<Entry> entries) {
        this.times = entries.stream()
                .filter(entry -> entry.kind() == EntryKind.END)
                .flatMap(end -> StreamSupport.stream(
                        end.fact().body().path("recoveryTimes").spliterator(), false))
                .toList();
    }

    /** Empty for what is no rehearsal, or has not passed. */
    String html() {
        if (times.isEmpty()) {
            return "";
        }
        var longest = times.stream().mapToLong(RecoveryTimes::millis).max().orElse(0);
        var text = new StringBuilder(
                "<h2>Recovery times</h2>\n<table><tr><th>Rehearsal</th><th>At</th><th>Traffic back after</th></tr>\n");
        for (var time : times) {
            text.append("<tr><td>")
                    .append(Markup.escape(time.path("rehearsal").asText()))
                    .append("</td><td>")
                    .append(Markup.escape(time.path("at").asText()))
                    .append("</td><td>")
                    .append(bar(millis(time), longest))
                    .append("</td></tr>\n");
        }
        return text.append("</table>\n").toString();
    }

    private static long millis(JsonNode time) {
        return Duration.parse(time.path("untilServing").asText()).toMillis();
    }

    private static String bar(long millis, long longest) {
        var width = longest <= 0 ? 0 : Math.round((double) WIDEST * millis / longest);
        return "<svg width=\"" + WIDEST + "\" height=\"12\"><rect width=\"" + width
                + "\" height=\"12\" fill=\"#5b7fa6\"/></svg> " + millis + " ms";
    }
}
