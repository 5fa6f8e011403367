package io.slipway.bench;

import io.slipway.RunningSlipway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** How long users meet a bad version after a check has failed, in the sample, with the built jar. */
final class WayBack {

    private static final DateTimeFormatter ENGINE_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");
    private static final String LOSES_ORDERS = "1.3.0";
    private static final String DOES_NOT_START = "1.2.0";

    private final int releases = Numbers.setting("rollbacks", 10);

    /** What users saw of one release. */
    private record Seen(Optional<Double> millisToOld, long byNew, long unanswered) {}

    /** Measures, and says what came out as a Markdown table. */
    String measure(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var text = new StringBuilder("| Release | rolled back | from the failed check to the old version (p50 / p95) "
                + "| answers by the new version | requests without an answer |\n|---|---|---|---|---|\n");
        try (var slipway = new RunningSlipway(folder, "--spring.profiles.active=sample")) {
            slipway.startSample();
            for (var version : List.of(LOSES_ORDERS, DOES_NOT_START)) {
                var all = new ArrayList<Seen>();
                for (var i = 0; i < releases; i++) {
                    all.add(release(slipway, version));
                }
                text.append(row(version, all));
            }
        }
        return text.toString();
    }

    private static String row(String version, List<Seen> all) {
        var times = all.stream().flatMap(seen -> seen.millisToOld().stream()).toList();
        return "| %s (%s) | %d × | %s | %d | %d |%n"
                .formatted(
                        version,
                        version.equals(LOSES_ORDERS) ? "loses one order in ten" : "does not start",
                        all.size(),
                        times.isEmpty() ? "never away" : Numbers.middle(times),
                        all.stream().mapToLong(Seen::byNew).sum(),
                        all.stream().mapToLong(Seen::unanswered).sum());
    }

    private static Seen release(RunningSlipway slipway, String version) throws IOException, InterruptedException {
        try (var visitor = new Visitor(slipway.shop("staging"))) {
            var release = slipway.release(version, "staging");
            var outcome = slipway.outcome(release);
            if (!outcome.equals("rolled-back")) {
                throw new IllegalStateException(version + " ended " + outcome + ": " + slipway.findings(release));
            }
            var failed = failedCheck(slipway, release);
            var answers = visitor.answers();
            var byNew = answers.stream()
                    .filter(answer -> answer.version().equals(version))
                    .toList();
            var unanswered = answers.stream()
                    .filter(answer -> answer.version().isEmpty())
                    .count();
            return new Seen(
                    byNew.isEmpty()
                            ? Optional.empty()
                            : Optional.of(millis(failed, old(answers, byNew.get(byNew.size() - 1)))),
                    byNew.size(),
                    unanswered);
        }
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e6;
    }

    /** When the old version answered first, after the new one did for the last time. */
    private static Instant old(List<Visitor.Answer> answers, Visitor.Answer lastOfNew) {
        return answers.subList(answers.indexOf(lastOfNew) + 1, answers.size()).stream()
                .filter(answer -> !answer.version().isEmpty())
                .findFirst()
                .orElseThrow()
                .at();
    }

    /** The rollback begins in the transaction that takes the result of the check that failed. */
    private static Instant failedCheck(RunningSlipway slipway, String release)
            throws IOException, InterruptedException {
        var begun = slipway.read(
                "/history/activity-instance?maxResults=10&activityId=CallActivity_RollBack&processInstanceId="
                        + release);
        var ended = slipway.read(
                "/history/activity-instance?maxResults=50&activityType=callActivity&processInstanceId=" + release);
        return StreamSupport.stream(ended.spliterator(), false)
                .map(activity -> time(activity.path("endTime").asText()))
                .filter(end -> !end.isAfter(time(begun.path(0).path("startTime").asText())))
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private static Instant time(String text) {
        return ENGINE_TIME.parse(text, Instant::from);
    }
}
