package io.slipway.judge;

import io.slipway.judge.Forecast.Sufficiency;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says before a release whether its traffic suffices for a judgement, by feeding what is expected, minute by minute, to the
 * same test that will judge.
 *
 * <p>It assumes that the new version is as good as the old one, that load and rate stay as they are, and that requests fail
 * independently of each other. Chance takes evidence away: where exactly enough is expected, half of such releases get there.
 * So two and a half times its logarithm is asked for; then four of five do (simulated). It promises nothing about a version
 * that is a little worse: that takes longer, or is never stable.
 */
public final class Forecaster {

    private static final double ALLOWANCE_FOR_CHANCE = 2.5;
    private static final double MOST_TIMES_THE_TRAFFIC = 1_000_000;
    private static final int BISECTIONS = 40;

    private final Margins margins;
    private final AbsoluteLimit limit;

    public Forecaster(Margins margins, AbsoluteLimit limit) {
        this.margins = margins;
        this.limit = limit;
    }

    /** What is likely; a rate that nobody knows makes the answer unknown. */
    public Forecast forecast(Expectation expected) {
        var rate = expected.oldRate();
        if (rate == null) {
            return without(Sufficiency.UNKNOWN, "Nobody knows how often the old version fails, so nobody can say");
        }
        var impossible = impossible(expected, rate);
        if (impossible != null) {
            return without(Sufficiency.NO, impossible);
        }
        var after = stableAfter(expected.requests(), rate, expected.time());
        var needed = needed(expected, rate);
        var reason = after == null ? tooLittle(expected, needed) : enough(expected, after);
        return new Forecast(after == null ? Sufficiency.NO : Sufficiency.YES, after, needed, reason + assumed(rate));
    }

    private static Forecast without(Sufficiency suffices, String reason) {
        return new Forecast(suffices, null, null, reason + ": a person will have to decide.");
    }

    private @Nullable String impossible(Expectation expected, double rate) {
        if (rate > limit.mostBad()) {
            return "The old version itself exceeds the limit of " + Reason.percent(limit.mostBad());
        }
        if (rate == 0 && margins.negligible() == 0) {
            return "The old version never fails, and no number of requests shows that none is not twice none";
        }
        if (expected.requests().isOneSided()) {
            return "One of the versions gets no request, so there is nothing to compare";
        }
        return expected.time().compareTo(margins.leastTime()) < 0
                ? "Nothing is stable before " + Reason.words(margins.leastTime()) + ", and the time given is "
                        + Reason.words(expected.time())
                : null;
    }

    private @Nullable Duration stableAfter(RequestRate requests, double rate, Duration time) {
        var process = EProcess.against(RiskRatio.Side.AT_LEAST, margins.intolerable(), margins.falseStableEach());
        var smallness = new SmallRate(margins.negligible(), margins.falseStableEach());
        var candidate = new Sample(requests.candidate(), requests.candidate() * rate);
        var baseline = new Sample(requests.baseline(), requests.baseline() * rate);
        for (var minute = 1; minute <= time.toMinutes(); minute++) {
            process.add(candidate, baseline);
            smallness.add(candidate);
            var passed = Duration.ofMinutes(minute);
            if ((isLikely(process.evidence()) || isLikely(smallness.evidence()))
                    && requests.candidate() * minute >= limit.leastRequests()
                    && passed.compareTo(margins.leastTime()) >= 0) {
                return passed;
            }
        }
        return null;
    }

    private static boolean isLikely(Evidence expected) {
        return expected.log() >= ALLOWANCE_FOR_CHANCE * expected.decidingLog();
    }

    private @Nullable RequestRate needed(Expectation expected, double rate) {
        var low = 1 / MOST_TIMES_THE_TRAFFIC;
        var high = MOST_TIMES_THE_TRAFFIC;
        if (stableAfter(expected.requests().times(high), rate, expected.time()) == null) {
            return null;
        }
        for (var i = 0; i < BISECTIONS; i++) {
            var middle = Math.sqrt(low * high);
            if (stableAfter(expected.requests().times(middle), rate, expected.time()) == null) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return expected.requests().times(high);
    }

    private static String enough(Expectation expected, Duration after) {
        return "The traffic likely suffices: with " + words(expected.requests())
                + ", a version as good as the old one is stable after " + Reason.words(after) + " of "
                + Reason.words(expected.time());
    }

    private static String tooLittle(Expectation expected, @Nullable RequestRate needed) {
        var would = needed == null ? "no number of requests would" : "it would with " + words(needed);
        return "The traffic likely does not suffice in " + Reason.words(expected.time()) + ": there are "
                + words(expected.requests()) + ", and " + would + "; otherwise a person will have to decide";
    }

    private static String words(RequestRate requests) {
        return Reason.plain(requests.candidate()) + " requests a minute for the new version and "
                + Reason.plain(requests.baseline()) + " for the old one";
    }

    private static String assumed(double rate) {
        return ". This assumes that " + Reason.percent(rate)
                + " of the requests fail in both versions, and that neither load nor rate changes; about one of five such"
                + " releases takes longer.";
    }
}
