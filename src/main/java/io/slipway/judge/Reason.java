package io.slipway.judge;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;

/** Why a judgement is as it is, for people who decide what follows. */
record Reason(Margins margins, AbsoluteLimit limit, Measured measured) {

    /** What is more than this is said to be more: nobody reads 300 digits. */
    private static final double READABLE = 1_000_000;

    String of(Ruling ruling) {
        var why =
                switch (ruling) {
                    case ROLL_BACK -> "The new version is worse than tolerated: " + causes();
                    case STABLE -> "The new version is good enough: " + merits();
                    case INCONCLUSIVE -> "Nothing is decided: " + missing();
                    case UNKNOWN -> "It is not known how the new version does: " + unknown();
                };
        return why + ". " + counted() + " " + evidence();
    }

    private String causes() {
        var beside = "it is more than " + plain(margins.tolerated()) + " times as bad as the old one";
        var alone = "more than " + percent(limit.mostBad()) + " of its requests are bad";
        var isBeside = measured.inferiority().everDecided();
        var isAlone = limit.isExceededBy(measured.candidate());
        return isBeside && isAlone ? beside + ", and " + alone : isBeside ? beside : alone;
    }

    private String merits() {
        return measured.nonInferiority().decides()
                ? "it is not " + plain(margins.intolerable()) + " times as bad as the old one"
                : "fewer than " + percent(margins.negligible()) + " of its requests are bad";
    }

    private String missing() {
        if (!measured.isGood()) {
            return "there is not enough evidence for either side";
        }
        return limit.hasEnough(measured.candidate())
                ? "at least " + words(margins.leastTime()) + " have to pass"
                : "fewer than " + limit.leastRequests() + " requests say nothing about the limit of "
                        + percent(limit.mostBad());
    }

    private String unknown() {
        if (measured.incompleteBlocks() > 0) {
            return "counts are missing in " + measured.incompleteBlocks() + " of the spans of time";
        }
        return measured.candidate().requests() == 0
                ? "it got no request"
                : "the old one got no request at the same time, so there is nothing to compare it with";
    }

    private String counted() {
        return "In " + words(measured.watched()) + ", " + share(measured.candidate()) + " of the new version and "
                + share(measured.baseline()) + " of the old one were bad; the limit is " + percent(limit.mostBad())
                + " of at least " + limit.leastRequests() + " requests.";
    }

    private String evidence() {
        return "Evidence that it is more than " + plain(margins.tolerated()) + " times as bad: "
                + evidence(measured.inferiority().highestLog()) + " ("
                + evidence(measured.inferiority().decidingLog())
                + " rolls back); that it is less than " + plain(margins.intolerable()) + " times as bad: "
                + evidence(measured.nonInferiority().log()) + " ("
                + evidence(measured.nonInferiority().decidingLog()) + " is stable, after "
                + words(margins.leastTime()) + ")"
                + (margins.negligible() == 0
                        ? ""
                        : "; that fewer than " + percent(margins.negligible()) + " are bad: "
                                + evidence(measured.smallness().log()) + " ("
                                + evidence(measured.smallness().decidingLog()) + " is stable)")
                + ".";
    }

    private static String share(Counts counts) {
        var counted = counts.bad() + " of " + counts.requests() + " requests";
        return counts.requests() == 0 ? counted : counted + " (" + percent(counts.share()) + ")";
    }

    private static String evidence(double log) {
        var value = Math.exp(log);
        return value > READABLE ? "more than " + plain(READABLE) : value < 0.001 ? "less than 0.001" : plain(value);
    }

    static String percent(double share) {
        return plain(share * 100) + " %";
    }

    /** Three digits of it. */
    static String plain(double value) {
        var rounded = new BigDecimal(value).round(new MathContext(3));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    static String words(Duration time) {
        var seconds = time.toSecondsPart();
        return seconds == 0 && time.toMinutes() > 0
                ? time.toMinutes() + " min"
                : time.toMinutes() == 0 ? time.toSeconds() + " s" : time.toMinutes() + " min " + seconds + " s";
    }
}
