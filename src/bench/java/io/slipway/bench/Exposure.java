package io.slipway.bench;

import io.slipway.RunningSlipway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How many users meet a bad version until it is found out and taken back: all at once and step by step, in turns. */
final class Exposure {

    private static final Map<String, String> BAD = Map.of("1.3.0", "loses one order in ten", "1.4.0", "slow");
    private static final int VISITORS = 3;
    private static final int SERVER_ERROR = 500;
    private static final String HEAD =
            """
            | Traffic | version | taken back | it answered users for (p50 / p95) | its answers | of all answers meanwhile \
            | of them errors | requests without an answer |
            |---|---|---|---|---|---|---|---|
            """;

    /** What users saw of one release. */
    private record Met(double millis, long byBad, long meanwhile, long errors, long unanswered) {}

    private final int releases = Numbers.setting("exposures", 10);

    /** Measures, and says what came out as a Markdown table. */
    String measure(Path folder) throws Exception {
        var one = Files.createDirectories(folder.resolve("all-at-once"));
        var other = Files.createDirectories(folder.resolve("canary"));
        try (var atOnce = new RunningSlipway(one, "--spring.profiles.active=sample");
                var steps = new RunningSlipway(
                        other, "--spring.profiles.active=sample", "--slipway.sample.canary=staging")) {
            var ways = new LinkedHashMap<String, RunningSlipway>();
            ways.put("all at once", atOnce.startSample());
            ways.put("10 %, 50 %, all", steps.startSample());
            var met = new LinkedHashMap<String, List<Met>>();
            for (var i = 0; i < releases; i++) {
                for (var bad : BAD.keySet().stream().sorted().toList()) {
                    for (var way : ways.entrySet()) {
                        var seen = release(way.getValue(), bad);
                        var row = "| %s | %s (%s)".formatted(way.getKey(), bad, BAD.get(bad));
                        met.computeIfAbsent(row, none -> new ArrayList<>()).add(seen);
                        System.out.println(row + ": " + seen);
                    }
                }
            }
            var text = new StringBuilder(HEAD);
            met.forEach((row, all) -> text.append(row(row, all)));
            return text.toString();
        }
    }

    private static Met release(RunningSlipway slipway, String bad) throws IOException, InterruptedException {
        var visitors = new ArrayList<Visitor>();
        try {
            for (var i = 0; i < VISITORS; i++) {
                visitors.add(new Visitor(slipway.shop("staging")));
            }
            var release = slipway.release(bad, "staging");
            var outcome = slipway.outcome(release);
            if (!outcome.equals("rolled-back")) {
                throw new IllegalStateException(bad + " ended " + outcome + ": " + slipway.findings(release));
            }
            return met(
                    visitors.stream()
                            .flatMap(visitor -> visitor.answers().stream())
                            .toList(),
                    bad);
        } finally {
            visitors.forEach(Visitor::close);
        }
    }

    private static Met met(List<Visitor.Answer> answers, String bad) {
        var byBad =
                answers.stream().filter(answer -> answer.version().equals(bad)).toList();
        var first =
                byBad.stream().map(Visitor.Answer::at).min(Instant::compareTo).orElseThrow();
        var last =
                byBad.stream().map(Visitor.Answer::at).max(Instant::compareTo).orElseThrow();
        return new Met(
                Duration.between(first, last).toNanos() / 1e6,
                byBad.size(),
                answers.stream()
                        .filter(answer ->
                                !answer.at().isBefore(first) && !answer.at().isAfter(last))
                        .count(),
                byBad.stream().filter(answer -> answer.status() >= SERVER_ERROR).count(),
                answers.stream().filter(answer -> answer.version().isEmpty()).count());
    }

    private static String row(String name, List<Met> all) {
        var byBad = all.stream().mapToLong(Met::byBad).sum();
        var meanwhile = all.stream().mapToLong(Met::meanwhile).sum();
        return "%s | %d × | %s | %d | %s | %d | %d |%n"
                .formatted(
                        name,
                        all.size(),
                        Numbers.middle(all.stream().map(Met::millis).toList()),
                        byBad,
                        String.format(Locale.ROOT, "%.1f %%", 100.0 * byBad / meanwhile),
                        all.stream().mapToLong(Met::errors).sum(),
                        all.stream().mapToLong(Met::unanswered).sum());
    }
}
