package io.slipway.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.slipway.judge.Forecast.Sufficiency;
import io.slipway.judge.SimulatedTraffic.Load;
import java.time.Duration;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ForecasterTest {

    private static final AbsoluteLimit LIMIT = new AbsoluteLimit(0.1, 100);
    private static final Forecaster FORECASTER = new Forecaster(Margins.DEFAULT, LIMIT);
    private static final Duration HOUR = Duration.ofHours(1);

    private static Forecast forecast(double candidate, double baseline, @Nullable Double oldRate, Duration time) {
        return FORECASTER.forecast(new Expectation(new RequestRate(candidate, baseline), oldRate, time));
    }

    @Test
    void muchTrafficSuffices() {
        var much = forecast(6000, 6000, 0.005, HOUR);

        assertThat(much.suffices()).isEqualTo(Sufficiency.YES);
        assertThat(much.likelyAfter()).isEqualTo(Margins.DEFAULT.leastTime());
        assertThat(much.reason())
                .startsWith(
                        "The traffic likely suffices: with 6000 requests a minute for the new version and 6000 for the old"
                                + " one, a version as good as the old one is stable after 15 min of 60 min.");
    }

    @Test
    void littleTrafficDoesNotAndItSaysHowMuchWould() {
        var little = forecast(30, 30, 0.005, HOUR);

        assertThat(little.suffices()).isEqualTo(Sufficiency.NO);
        assertThat(little.likelyAfter()).isNull();
        assertThat(little.needed()).isNotNull();
        var needed = little.needed().candidate();
        assertThat(little.needed().baseline()).isEqualTo(needed);
        assertThat(forecast(needed * 1.01, needed * 1.01, 0.005, HOUR).suffices())
                .isEqualTo(Sufficiency.YES);
        assertThat(forecast(needed * 0.99, needed * 0.99, 0.005, HOUR).suffices())
                .isEqualTo(Sufficiency.NO);
        assertThat(little.reason()).contains("it would with", "a person will have to decide");
    }

    /** The forecast says four of five. */
    @Test
    void whatIsForecastIsWhatMostSimulatedReleasesDo() {
        var judge = new SequentialJudge(Margins.DEFAULT, LIMIT);
        for (var proportion : new double[] {1, 9}) {
            var needed = forecast(1, proportion, 0.005, HOUR).needed();
            assertThat(needed).isNotNull();
            var load = Load.of(needed.candidate(), needed.baseline(), 1);
            var stable = IntStream.range(0, 300)
                    .filter(seed -> WatchedRun.of(judge, new SimulatedTraffic(load, seed), 60)
                                    .ruling()
                            == Ruling.STABLE)
                    .count();
            assertThat(stable / 300.0).isBetween(0.72, 0.95);
        }
    }

    @Test
    void theMostThatCanBeExpectedIsStillReckonedWith() {
        assertThat(forecast(1e12, 1e12, 0.005, HOUR).suffices()).isEqualTo(Sufficiency.YES);
    }

    @Test
    void anUnknownRateIsUnknown() {
        var unknown = forecast(6000, 6000, null, HOUR);

        assertThat(unknown.suffices()).isEqualTo(Sufficiency.UNKNOWN);
        assertThat(unknown.reason()).contains("Nobody knows how often the old version fails");
    }

    @Test
    void whatNoTrafficCanMendIsSaid() {
        assertNever(forecast(1e6, 1e6, 0.0, HOUR), "never fails");
        assertNever(forecast(0, 6000, 0.005, HOUR), "gets no request");
        assertNever(forecast(6000, 0, 0.005, HOUR), "gets no request");
        assertNever(forecast(6000, 6000, 0.11, HOUR), "exceeds the limit of 10 %");
        assertNever(forecast(6000, 6000, 0.005, Duration.ofMinutes(14)), "Nothing is stable before 15 min");
    }

    @Test
    void whereAShareIsNegligibleAVersionBesideOneThatNeverFailsCanBeStable() {
        var lenient = new Forecaster(new Margins(1.5, 2, 0.01, 0.05, Duration.ofMinutes(15), 0.001), LIMIT);
        var forecast = lenient.forecast(new Expectation(new RequestRate(600, 600), 0.0, HOUR));

        assertThat(forecast.suffices()).isEqualTo(Sufficiency.YES);
        assertThat(forecast.likelyAfter()).isLessThan(Duration.ofMinutes(25));
    }

    private static void assertNever(Forecast forecast, String why) {
        assertThat(forecast.suffices()).isEqualTo(Sufficiency.NO);
        assertThat(forecast.needed()).isNull();
        assertThat(forecast.reason()).contains(why, "a person will have to decide");
    }

    @Test
    void theLimitHasToBeKnownToBeKept() {
        var careful = new Forecaster(Margins.DEFAULT, new AbsoluteLimit(0.1, 180_000));
        var forecast = careful.forecast(new Expectation(new RequestRate(6000, 6000), 0.005, HOUR));

        assertThat(forecast.likelyAfter()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void refusesWhatCannotBe() {
        var some = new RequestRate(1, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestRate(-1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestRate(1, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new Expectation(new RequestRate(1e13, 1), 0.1, HOUR));
        assertThatIllegalArgumentException().isThrownBy(() -> new Expectation(some, 1.1, HOUR));
        assertThatIllegalArgumentException().isThrownBy(() -> new Expectation(some, Double.NaN, HOUR));
        assertThatIllegalArgumentException().isThrownBy(() -> new Expectation(some, 0.1, Duration.ofSeconds(59)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Expectation(some, 0.1, Duration.ofDays(31)));
    }
}
