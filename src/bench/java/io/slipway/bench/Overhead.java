package io.slipway.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What a release costs beside its work: Slipway and a bare application in turns. */
final class Overhead {

    private static final int STEPS = BenchModel.TOPICS.size();
    private static final int IN_FLIGHT = 50;

    private final int rounds = Numbers.setting("rounds", 4);
    private final int single = Numbers.setting("single", 25);
    private final int warmUp = Numbers.setting("warm-up", 100);
    private final int flood = Numbers.setting("flood", 200);
    private final int idlings = Numbers.setting("idlings", 3);
    private final Duration idle = Numbers.setting("idle", Duration.ofSeconds(125));

    /** Measures, and says what came out as a Markdown table. */
    String measure(Path folder) throws IOException, InterruptedException {
        try (var slipway = Side.slipway(folder.resolve("slipway"));
                var bare = Side.bare(folder.resolve("bare"))) {
            var sides = List.of(slipway, bare);
            sides.forEach(side -> side.warmUp(warmUp));
            for (var round = 0; round < rounds; round++) {
                for (var side : sides) {
                    side.oneAfterAnother(single);
                    side.inFlight(flood, IN_FLIGHT);
                }
            }
            for (var i = 0; i < idlings; i++) {
                Thread.sleep(idle.toMillis());
                sides.forEach(Side::idled);
            }
            return table(sides);
        }
    }

    private String table(List<Side> sides) {
        var text = new StringBuilder("| | one release, busy (p50 / p95) | a step | one release after "
                + idle.toSeconds() + " s of idling | a step | " + IN_FLIGHT
                + " in flight: releases/s | steps/s | CPU a step |\n|---|---|---|---|---|---|---|---|\n");
        for (var side : sides) {
            var rate = Numbers.percentile(side.releasesPerSecond(), 50);
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %s | %.1f | %.0f | %s |%n",
                    side.name(),
                    Numbers.middle(side.latencies()),
                    Numbers.millis(Numbers.percentile(side.latencies(), 50) / STEPS),
                    Numbers.middle(side.afterIdling()),
                    Numbers.millis(Numbers.percentile(side.afterIdling(), 50) / STEPS),
                    rate,
                    rate * STEPS,
                    Numbers.millis(Numbers.percentile(side.cpuMillis(), 50) / STEPS)));
        }
        return text.toString();
    }
}
