package io.slipway.monitor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The kinds of errors that a version logs and the one before it did not, counts aside: one stack trace among as many errors as ever is
 * found. Pure.
 *
 * @param traces stack traces that are new, each with the places where it was seen
 * @param lines error lines of a kind that is new, and so frequent that the version before would have had some
 * @param rare error lines of a kind that was not seen before, and might well not have been: too few, for how long it was looked at
 */
record NewErrors(List<List<String>> traces, List<List<String>> lines, List<List<String>> rare) {

    /**
     * Of how many were to be expected before, none is a coincidence once in twenty times (<i>rule of three</i>, Hanley and Lippman-Hand,
     * JAMA 1983).
     */
    private static final int EXPECTED = 3;

    static NewErrors between(List<InstanceLog> now, List<InstanceLog> before) {
        var known = Known.of(before);
        var traces = new LinkedHashMap<String, List<String>>();
        var lines = new LinkedHashMap<String, List<String>>();
        for (var log : now) {
            for (var event : log.errors()) {
                if (!known.has(event)) {
                    var place = log.instance() + ": line " + event.line();
                    event.trace()
                            .ifPresentOrElse(
                                    trace -> add(traces, trace, place),
                                    () -> add(lines, LogTemplates.kind(event.text()), place));
                }
            }
        }
        var often = new ArrayList<List<String>>();
        var rare = new ArrayList<List<String>>();
        lines.values().forEach(kind -> (expected(kind.size(), served(now), served(before)) < EXPECTED ? rare : often)
                .add(kind));
        return new NewErrors(List.copyOf(traces.values()), often, rare);
    }

    /** The kinds of errors of the version before. */
    private record Known(Set<String> traces, LogTemplates lines) {

        static Known of(List<InstanceLog> logs) {
            var traces = new HashSet<String>();
            var lines = new ArrayList<String>();
            for (var log : logs) {
                log.errors()
                        .forEach(event -> event.trace().ifPresentOrElse(traces::add, () -> lines.add(event.text())));
            }
            return new Known(traces, LogTemplates.of(lines));
        }

        boolean has(LogEvent event) {
            return event.trace().map(traces::contains).orElseGet(() -> lines.know(event.text()));
        }
    }

    private static void add(Map<String, List<String>> kinds, String kind, String place) {
        kinds.computeIfAbsent(kind, first -> new ArrayList<>()).add(place);
    }

    private static Duration served(List<InstanceLog> logs) {
        return logs.stream().map(InstanceLog::served).reduce(Duration.ZERO, Duration::plus);
    }

    /** How many the version before would have had, if it had them as often. One that never served excuses nothing. */
    private static double expected(int seen, Duration now, Duration before) {
        return now.toMillis() == 0 || before.toMillis() == 0
                ? EXPECTED
                : (double) seen * before.toMillis() / now.toMillis();
    }
}
