package io.slipway.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a new version gets the traffic.
 *
 * @param kind {@code all-at-once}: it starts beside the confirmed one, and gets all of it in one step; {@code canary}: it gets
 *     a growing share, and is compared with the confirmed one at the same time
 * @param shares of a canary: the shares in percent that it gets before it gets all; absent: 1, 5, 25 and 50
 * @param shareTime of a canary: the least that it has each share; absent: five minutes
 * @param leastTime of a canary: the least that both are compared before it gets all; absent: 15 minutes
 * @param longest of a canary: when a person is asked if what was counted has not decided; absent: an hour
 * @param negligible of a canary: the share of bad requests (0 to below 1) that nobody minds, however good the confirmed one is;
 *     absent: 0.001
 */
public record Strategy(
        @JsonProperty(required = true) Kind kind,
        List<Integer> shares,
        Duration shareTime,
        Duration leastTime,
        Duration longest,
        Double negligible) {

    private static final List<Integer> SHARES = List.of(1, 5, 25, 50);
    private static final Duration SHARE_TIME = Duration.ofMinutes(5);
    private static final Duration LEAST_TIME = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Double NEGLIGIBLE = 0.001;

    /** What is so where nobody says anything else. */
    public static final Strategy ALL_AT_ONCE =
            new Strategy(Kind.ALL_AT_ONCE, SHARES, SHARE_TIME, LEAST_TIME, LONGEST, NEGLIGIBLE);

    /** Which strategies there are. */
    public enum Kind {
        @JsonProperty("all-at-once")
        ALL_AT_ONCE,
        @JsonProperty("canary")
        CANARY
    }

    public Strategy {
        Check.that(
                kind == Kind.CANARY
                        || (isUsual(shares, SHARES)
                                && isUsual(shareTime, SHARE_TIME)
                                && isUsual(leastTime, LEAST_TIME)
                                && isUsual(longest, LONGEST)
                                && isUsual(negligible, NEGLIGIBLE)),
                "strategy",
                "says 'all-at-once', which has no shares, times or margins: leave them out, or say 'kind: canary'");
        // absent in the file
        shares = shares == null ? SHARES : List.copyOf(shares);
        shareTime = shareTime == null ? SHARE_TIME : shareTime;
        leastTime = leastTime == null ? LEAST_TIME : leastTime;
        longest = longest == null ? LONGEST : longest;
        negligible = negligible == null ? NEGLIGIBLE : negligible;
        Check.that(
                !shares.isEmpty() && isAscending(shares) && shares.get(0) >= 1 && shares.get(shares.size() - 1) <= 99,
                "strategy.shares",
                "are percentages from 1 to 99 that grow, such as [1, 5, 25, 50]; all of it comes after them");
        Check.positive("strategy.shareTime", shareTime);
        Check.positive("strategy.leastTime", leastTime);
        Check.that(
                longest.compareTo(leastTime) >= 0 && longest.compareTo(shareTime.multipliedBy(shares.size())) >= 0,
                "strategy.longest",
                "is at least 'leastTime' and 'shareTime' times the number of shares: sooner it cannot be decided");
        Check.that(
                negligible >= 0 && negligible < 1,
                "strategy.negligible",
                "is a share from 0 to below 1, such as 0.001");
    }

    private static boolean isUsual(@Nullable Object setting, Object usual) {
        return setting == null || setting.equals(usual);
    }

    private static boolean isAscending(List<Integer> shares) {
        return List.copyOf(new TreeSet<>(shares)).equals(shares);
    }

    public boolean isCanary() {
        return kind == Kind.CANARY;
    }
}
