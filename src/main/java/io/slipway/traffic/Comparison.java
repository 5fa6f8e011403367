package io.slipway.traffic;

import io.slipway.catalog.Strategy;
import io.slipway.catalog.Verification;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.judge.AbsoluteLimit;
import io.slipway.judge.Block;
import io.slipway.judge.Counts;
import io.slipway.judge.Judgement;
import io.slipway.judge.Margins;
import io.slipway.judge.Ruling;
import io.slipway.judge.SequentialJudge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What comes next for a version that has a share of the requests, by what was counted of it and of the confirmed one at the same
 * time. Pure.
 *
 * <p>It is widened as long as nothing is found against it, and gets everything only when it is proven. What is not known, or
 * not watched, holds it where it is; what is not decided after the longest time a person decides.
 */
record Comparison(Next next, Finding finding) {

    private static final Margins USUAL = Margins.DEFAULT;

    /** How much more than planned is no chance: two points, and three standard deviations. */
    private static final double POINTS = 0.02;

    private static final double DEVIATIONS = 3;

    /** What follows; the models' names are in lower case. */
    enum Next {
        WATCH,
        WIDEN,
        PROVEN,
        ASK,
        STOP;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Where the version is.
     *
     * @param share how much of the requests it has, in percent
     * @param sharedSince since when it has that much
     * @param widenedSince since when it has any
     * @param watched whether monitoring saw all of it at the last look, and nothing alarmed
     * @param askedAt when a person is asked if nothing is decided until then
     * @param now when this is asked
     */
    record Stage(int share, Instant sharedSince, Instant widenedSince, boolean watched, Instant askedAt, Instant now) {

        private Duration compared() {
            return Duration.between(widenedSince, now);
        }

        private boolean hasHad(Duration least) {
            return !now.isBefore(sharedSince.plus(least));
        }
    }

    /** The comparison of what was counted. */
    static Comparison of(List<Counted.Span> spans, Stage stage, Strategy strategy, Verification limits) {
        var margins = new Margins(
                USUAL.tolerated(),
                USUAL.intolerable(),
                USUAL.falseRollBack(),
                USUAL.falseStable(),
                strategy.leastTime(),
                strategy.negligible());
        var errors = judge(spans, Counted.Side::bad, margins, limits.mostErrors(), limits, stage);
        var latency = judge(spans, Counted.Side::slow, margins, limits.mostSlow(), limits, stage);
        var measured = Measured.at(stage.share(), spans);
        var why = measured.words() + " Errors: " + errors.reason() + " Answers slower than "
                + limits.slowerThan().toMillis() + " ms: " + latency.reason();
        var facts = facts(stage, measured, errors, latency);
        if (errors.ruling() == Ruling.ROLL_BACK || latency.ruling() == Ruling.ROLL_BACK) {
            return new Comparison(Next.STOP, Finding.fail(Rule.CHECK_7, why, facts));
        }
        var held = held(errors, latency, measured, stage);
        var isLast = stage.share() == strategy.shares().get(strategy.shares().size() - 1);
        if (held.isEmpty()
                && isLast
                && stage.hasHad(strategy.shareTime())
                && errors.ruling() == Ruling.STABLE
                && latency.ruling() == Ruling.STABLE) {
            return new Comparison(Next.PROVEN, Finding.pass(Rule.CHECK_7, why, facts));
        }
        if (held.isEmpty() && !isLast && stage.hasHad(strategy.shareTime()) && measured.goal() > 0) {
            return new Comparison(Next.WIDEN, Finding.unknown(Rule.CHECK_7, why, facts));
        }
        return undecided(held + why, facts, stage, strategy);
    }

    /** The comparison when nothing can be counted. */
    static Comparison unseen(String why, Stage stage, Strategy strategy) {
        return undecided(why, Map.of("share", String.valueOf(stage.share())), stage, strategy);
    }

    /** Nobody is asked about a share that has not had its time: after a pause of Slipway itself it may decide the rest. */
    private static Comparison undecided(String why, Map<String, String> facts, Stage stage, Strategy strategy) {
        var asks = !stage.now().isBefore(stage.askedAt()) && stage.hasHad(strategy.shareTime());
        return new Comparison(asks ? Next.ASK : Next.WATCH, Finding.unknown(Rule.CHECK_7, why, facts));
    }

    private static Judgement judge(
            List<Counted.Span> spans,
            ToLongFunction<Counted.Side> bad,
            Margins margins,
            double mostBad,
            Verification limits,
            Stage stage) {
        var blocks = spans.stream()
                .map(span -> new Block(counts(span.goal(), bad), counts(span.others(), bad)))
                .toList();
        return new SequentialJudge(margins, new AbsoluteLimit(mostBad, limits.leastRequests()))
                .judge(blocks, stage.compared().isNegative() ? Duration.ZERO : stage.compared());
    }

    private static @Nullable Counts counts(Counted.@Nullable Side side, ToLongFunction<Counted.Side> bad) {
        return side == null ? null : new Counts(side.requests(), bad.applyAsLong(side));
    }

    /** Why it is not widened whatever was counted, as a beginning of the reason; empty: nothing holds it. */
    private static String held(Judgement errors, Judgement latency, Measured measured, Stage stage) {
        if (!stage.watched()) {
            return "Held: monitoring does not see all of the new version. ";
        }
        if (errors.ruling() == Ruling.UNKNOWN || latency.ruling() == Ruling.UNKNOWN) {
            return "Held: not everything is known. ";
        }
        return measured.isMoreThanPlanned() ? "Held: it gets more of the requests than planned. " : "";
    }

    private static Map<String, String> facts(Stage stage, Measured measured, Judgement errors, Judgement latency) {
        var facts = new TreeMap<String, String>();
        facts.put("share", String.valueOf(stage.share()));
        facts.put("measuredShare", measured.percent());
        facts.put("requests", String.valueOf(errors.measured().candidate().requests()));
        facts.put(
                "confirmedRequests", String.valueOf(errors.measured().baseline().requests()));
        facts.put("errors", String.valueOf(errors.measured().candidate().bad()));
        facts.put("confirmedErrors", String.valueOf(errors.measured().baseline().bad()));
        facts.put("slow", String.valueOf(latency.measured().candidate().bad()));
        facts.put("confirmedSlow", String.valueOf(latency.measured().baseline().bad()));
        facts.put("comparedSeconds", String.valueOf(stage.compared().toSeconds()));
        return facts;
    }

    /** What the version really had of the requests, since it was to have this share. */
    private record Measured(int share, long goal, long all) {

        static Measured at(int share, List<Counted.Span> spans) {
            var goal = 0L;
            var all = 0L;
            for (var span : spans) {
                var own = span.goal();
                var others = span.others();
                if (span.share() == share && own != null && others != null) {
                    goal += own.requests();
                    all += own.requests() + others.requests();
                }
            }
            return new Measured(share, goal, all);
        }

        private double planned() {
            return share / 100.0;
        }

        boolean isMoreThanPlanned() {
            var deviation = Math.sqrt(planned() * (1 - planned()) / Math.max(all, 1));
            return all > 0 && (double) goal / all > planned() + POINTS + DEVIATIONS * deviation;
        }

        String percent() {
            return all == 0 ? "none" : Math.round(goal * 10_000.0 / all) / 100.0 + " %";
        }

        String words() {
            return "At " + share + " % of the requests it got " + goal + " of " + all + " (" + percent() + ").";
        }
    }
}
