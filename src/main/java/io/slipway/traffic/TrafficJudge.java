package io.slipway.traffic;

import io.slipway.catalog.Verification;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Says of a version's real traffic whether it is good, bad, or not known to be either. Pure: no clock, no questions.
 *
 * <p>Bad is said as soon as there are enough requests; good only when the observation time has passed.
 */
final class TrafficJudge {

    /** How far the counting may begin after the switch: two clocks' difference, not a restart. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    /**
     * @param findings errors (MON-2) and latency (MON-3)
     * @param ended whether watching longer would change nothing
     */
    record Judgement(List<Finding> findings, boolean ended) {}

    private TrafficJudge() {}

    static Judgement judge(List<Upstream> goal, int instances, Verification limits, Instant shiftedAt, Instant now) {
        var requests = goal.stream().mapToLong(Upstream::requests).sum();
        var bad = goal.stream().mapToLong(Upstream::bad).sum();
        var slow =
                goal.stream().mapToLong(u -> u.slowerThan(limits.slowerThan())).sum();
        var timePassed = !now.isBefore(shiftedAt.plus(limits.observationTime()));
        var missing = missing(goal, instances, requests, limits, shiftedAt);
        var facts = facts(requests, Duration.between(shiftedAt, now));
        var errors =
                finding(Rule.MON_2, "errors", bad, limits.mostErrors(), requests, missing, limits, timePassed, facts);
        var latency = finding(
                Rule.MON_3,
                "answers slower than " + limits.slowerThan().toMillis() + " ms",
                slow,
                limits.mostSlow(),
                requests,
                missing,
                limits,
                timePassed,
                facts);
        var failed = errors.verdict() == Verdict.FAIL || latency.verdict() == Verdict.FAIL;
        return new Judgement(List.of(errors, latency), failed || timePassed);
    }

    private static Finding finding(
            Rule rule,
            String what,
            long counted,
            double limit,
            long requests,
            String missing,
            Verification limits,
            boolean timePassed,
            Map<String, String> known) {
        var facts = new TreeMap<>(known);
        var share = requests == 0 ? 0 : (double) counted / requests;
        facts.put("counted", String.valueOf(counted));
        facts.put("limit", percent(limit));
        var measured = counted + " of " + requests + " requests (" + percent(share) + ") were " + what
                + "; the limit is " + percent(limit);
        if (requests >= limits.leastRequests() && share > limit) {
            return Finding.fail(rule, measured, facts);
        }
        if (!timePassed) {
            return Finding.unknown(rule, "Still watching: " + measured, facts);
        }
        return missing.isEmpty() ? Finding.pass(rule, measured, facts) : Finding.unknown(rule, missing, facts);
    }

    /** What is missing for a good verdict, empty if nothing is. */
    private static String missing(
            List<Upstream> goal, int instances, long requests, Verification limits, Instant shiftedAt) {
        if (goal.size() < instances || instances == 0) {
            return "Only " + goal.size() + " of " + instances + " instances have traffic at the gateway";
        }
        if (goal.stream().anyMatch(u -> u.since().isAfter(shiftedAt.plus(GRACE)))) {
            return "Counting began only after the switch (was the gateway restarted?), so the evidence has a hole";
        }
        if (goal.stream().anyMatch(u -> u.requests() == 0)) {
            return "An instance got no request, so nothing is known of it";
        }
        return requests < limits.leastRequests()
                ? "There were " + requests + " requests; fewer than " + limits.leastRequests() + " are no evidence"
                : "";
    }

    private static Map<String, String> facts(long requests, Duration watched) {
        return Map.of("requests", String.valueOf(requests), "watchedSeconds", String.valueOf(watched.toSeconds()));
    }

    private static String percent(double share) {
        return Math.round(share * 10_000) / 100.0 + " %";
    }
}
