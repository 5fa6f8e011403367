package io.slipway.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.judge.SimulatedTraffic.Load;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often the judge is right about simulated versions, looked at each minute of an hour; the bench has more runs. */
class JudgedTrafficTest {

    private static final int RUNS = 150;
    private static final SequentialJudge JUDGE = new SequentialJudge(Margins.DEFAULT, new AbsoluteLimit(1, 1));

    private static List<WatchedRun> runs(Load load) {
        return IntStream.range(0, RUNS)
                .mapToObj(seed -> WatchedRun.of(JUDGE, new SimulatedTraffic(load, seed), 60))
                .toList();
    }

    private static long count(List<WatchedRun> runs, Ruling ruling) {
        return runs.stream().filter(run -> run.ruling() == ruling).count();
    }

    @Test
    void rollsNoIdenticalVersionBackHoweverOftenItLooks() {
        assertThat(count(runs(Load.of(30, 30, 1)), Ruling.ROLL_BACK)).isLessThanOrEqualTo(RUNS / 100);
        assertThat(count(runs(Load.of(600, 600, 1)), Ruling.ROLL_BACK)).isLessThanOrEqualTo(RUNS / 100);
        assertThat(count(runs(Load.of(60, 540, 1)), Ruling.ROLL_BACK)).isLessThanOrEqualTo(RUNS / 100);
    }

    @Test
    void anIdenticalVersionWithMuchTrafficIsStableAtTheLeastTime() {
        var stable = runs(Load.of(600, 600, 1)).stream()
                .filter(run -> run.ruling() == Ruling.STABLE)
                .toList();

        assertThat(stable).hasSizeGreaterThan(RUNS * 98 / 100);
        assertThat(stable.stream().filter(run -> run.minutes() == 15)).hasSizeGreaterThan(RUNS / 2);
    }

    @Test
    void findsTenTimesTheErrorsWithLittleTraffic() {
        assertThat(count(runs(Load.of(30, 30, 10)), Ruling.ROLL_BACK)).isGreaterThanOrEqualTo(RUNS * 99 / 100);
    }

    @Test
    void findsThreeTimesTheErrorsWithMuchTraffic() {
        assertThat(count(runs(Load.of(600, 600, 3)), Ruling.ROLL_BACK)).isEqualTo(RUNS);
    }

    @Test
    void toleratesWhatTheMarginTolerates() {
        assertThat(count(runs(Load.of(600, 600, 1.5)), Ruling.ROLL_BACK)).isLessThanOrEqualTo(RUNS / 50);
    }

    /** The chance is 5 % at most, and a look a minute does not raise it. */
    @Test
    void callsHardlyAnIntolerableVersionStable() {
        assertThat(count(runs(Load.of(600, 600, 2)), Ruling.STABLE)).isLessThanOrEqualTo(RUNS / 20);
    }

    @Test
    void asksAPersonAboutLittleTraffic() {
        assertThat(count(runs(Load.of(30, 30, 1)), Ruling.INCONCLUSIVE)).isGreaterThan(RUNS * 3 / 4);
        assertThat(count(runs(Load.of(30, 30, 3)), Ruling.INCONCLUSIVE)).isGreaterThan(RUNS * 3 / 4);
    }
}
