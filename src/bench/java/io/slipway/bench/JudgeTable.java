package io.slipway.bench;

import io.slipway.judge.AbsoluteLimit;
import io.slipway.judge.Margins;
import io.slipway.judge.Ruling;
import io.slipway.judge.SequentialJudge;
import io.slipway.judge.SimulatedTraffic;
import io.slipway.judge.SimulatedTraffic.Load;
import io.slipway.judge.WatchedRun;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How often the sequential judge is right about simulated versions: 0.5 % of the old one's requests are bad, it looks after every
 * minute of an hour, and no absolute limit helps. Beside it stands what was measured before it was written, with 400 runs.
 */
final class JudgeTable {

    private static final int MINUTES = 60;
    private static final String HEAD =
            """
            | New version (requests a minute: new / old) | rolled back | stable | inconclusive \
            | before, 400 runs: rolled back | stable | inconclusive |
            |---|---|---|---|---|---|---|
            """;

    /**
     * One row.
     *
     * @param before percent rolled back, stable, inconclusive (median minutes), as they were measured before
     */
    private record Scenario(String name, Load load, String before) {}

    private static final List<Scenario> SCENARIOS = List.of(
            new Scenario("identical, 30 / 30", Load.of(30, 30, 1), "0 | 11.0 (31) | 89.0"),
            new Scenario("identical, 600 / 600", Load.of(600, 600, 1), "0 | 100 (15) | 0"),
            new Scenario("identical, 600 / 600, drifting", Load.of(600, 600, 1).drifting(), "0.8 | 93.5 (15) | 5.8"),
            new Scenario("identical, 60 / 540", Load.of(60, 540, 1), "0 | 68.5 (34) | 31.5"),
            new Scenario("1.5 × errors, 600 / 600", Load.of(600, 600, 1.5), "0.5 | 52.5 | 47.0"),
            new Scenario("2 × errors, 600 / 600", Load.of(600, 600, 2), "35.0 | 1.0 | 64.0"),
            new Scenario("3 × errors, 30 / 30", Load.of(30, 30, 3), "8.8 | 0.2 | 91.0"),
            new Scenario("3 × errors, 60 / 540", Load.of(60, 540, 3), "69.5 (34) | 0 | 30.5"),
            new Scenario("3 × errors, 600 / 600", Load.of(600, 600, 3), "100 (11) | 0 | 0"),
            new Scenario("3 × errors, 600 / 600, drifting", Load.of(600, 600, 3).drifting(), "96.5 | 2.0 | 1.5"),
            new Scenario("10 × errors, 30 / 30", Load.of(30, 30, 10), "100 (16) | 0 | 0"),
            new Scenario("10 × errors, 60 / 540", Load.of(60, 540, 10), "100 (4) | 0 | 0"),
            new Scenario("10 × errors, 600 / 600", Load.of(600, 600, 10), "100 (2) | 0 | 0"),
            new Scenario("50 % errors, 30 / 30", Load.of(30, 30, 100), "100 (2) | 0 | 0"));

    private final int runs = Numbers.setting("judged", 10_000);
    private final SequentialJudge judge = new SequentialJudge(Margins.DEFAULT, new AbsoluteLimit(1, 1));

    /** Simulates, and says what came out as a Markdown table. */
    String measure() {
        var text = new StringBuilder(HEAD);
        SCENARIOS.forEach(scenario -> text.append(row(scenario)));
        return text.append("\n%d runs a row, percent (median minutes)%n".formatted(runs))
                .toString();
    }

    private String row(Scenario scenario) {
        var all = IntStream.range(0, runs)
                .mapToObj(seed -> WatchedRun.of(judge, new SimulatedTraffic(scenario.load(), seed), MINUTES))
                .toList();
        return "| %s | %s | %s | %s | %s |%n"
                .formatted(
                        scenario.name(),
                        cell(all, Ruling.ROLL_BACK),
                        cell(all, Ruling.STABLE),
                        cell(all, Ruling.INCONCLUSIVE),
                        scenario.before());
    }

    private String cell(List<WatchedRun> all, Ruling ruling) {
        var minutes = all.stream()
                .filter(run -> run.ruling() == ruling)
                .map(run -> (double) run.minutes())
                .toList();
        var share = String.format(Locale.ROOT, "%.2f", 100.0 * minutes.size() / runs);
        return minutes.isEmpty() || ruling == Ruling.INCONCLUSIVE
                ? share
                : share + " (%.0f)".formatted(Numbers.percentile(minutes, 50));
    }
}
