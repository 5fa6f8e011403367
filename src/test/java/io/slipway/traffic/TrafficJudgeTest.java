package io.slipway.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.catalog.Verification;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TrafficJudgeTest {

    private static final Instant SHIFTED = Instant.parse("2026-01-05T10:00:00Z");
    private static final Instant EARLY = SHIFTED.plusSeconds(5);
    private static final Instant END = SHIFTED.plusSeconds(60);
    private static final Verification LIMITS =
            new Verification(Duration.ofSeconds(60), Duration.ofSeconds(1), 100, 0.02, Duration.ofMillis(250), 0.1);

    @Test
    @Tag("MON-2")
    @Tag("MON-3")
    @Tag("CONF-1")
    void isGoodOnceTheObservationTimeHasPassed() {
        var goal = List.of(upstream("a", 60, 1, 0, 5), upstream("b", 40, 1, 0, 5));

        assertJudged(goal, EARLY, Verdict.UNKNOWN, Verdict.UNKNOWN, false, "Still watching");
        assertJudged(goal, END.minusMillis(1), Verdict.UNKNOWN, Verdict.UNKNOWN, false, "Still watching");
        assertJudged(goal, END, Verdict.PASS, Verdict.PASS, true, "2 of 100 requests (2.0 %)");
    }

    @Test
    @Tag("MON-2")
    void isBadAtOnceIfErrorsAreAboveTheLimit() {
        assertJudged(one(100, 3, 0, 0), EARLY, Verdict.FAIL, Verdict.UNKNOWN, true, "3 of 100 requests (3.0 %)");
        assertJudged(one(100, 0, 3, 0), EARLY, Verdict.FAIL, Verdict.UNKNOWN, true, "3 of 100 requests (3.0 %)");
        assertJudged(one(100, 2, 1, 0), END, Verdict.FAIL, Verdict.PASS, true, "3 of 100 requests (3.0 %)");
    }

    @Test
    @Tag("MON-3")
    void isBadAtOnceIfTooManyAnswersAreSlow() {
        assertJudged(one(100, 0, 0, 11), EARLY, Verdict.UNKNOWN, Verdict.FAIL, true, "0 of 100");
        assertJudged(one(100, 0, 0, 10), END, Verdict.PASS, Verdict.PASS, true, "0 of 100");
    }

    @Test
    @Tag("MON-3")
    void aBucketAcrossTheLimitCountsAsSlow() {
        var across = List.of(upstream("a", 100, 0, 0, List.of(bucket(100L, 80), bucket(500L, 20))));
        var last = List.of(upstream("a", 100, 0, 0, List.of(bucket(250L, 80), bucket(null, 20))));
        var below = List.of(upstream("a", 100, 0, 0, List.of(bucket(100L, 80), bucket(250L, 20))));

        assertJudged(across, END, Verdict.PASS, Verdict.FAIL, true, "0 of 100");
        assertJudged(last, END, Verdict.PASS, Verdict.FAIL, true, "0 of 100");
        assertJudged(below, END, Verdict.PASS, Verdict.PASS, true, "0 of 100");
    }

    @Test
    @Tag("MON-2")
    @Tag("MON-3")
    @Tag("CONF-1")
    void isNotKnownFromTooFewRequests() {
        assertUnknown(one(99, 0, 0, 0), "There were 99 requests; fewer than 100");
        assertUnknown(one(99, 99, 0, 99), "There were 99 requests; fewer than 100");
    }

    @Test
    @Tag("MON-2")
    @Tag("MON-3")
    @Tag("CONF-1")
    void isNotKnownIfNothingWasMeasured() {
        assertUnknown(List.of(), "0 of 1 instances");
        assertUnknown(one(0, 0, 0, 0), "got no request");
        var nobody = TrafficJudge.judge(List.of(), 0, LIMITS, SHIFTED, END);
        assertThat(nobody.findings()).extracting(Finding::verdict).containsOnly(Verdict.UNKNOWN);
    }

    @Test
    @Tag("MON-2")
    @Tag("CONF-1")
    void isNotKnownIfAnInstanceIsMissingOrGotNothing() {
        var two = List.of(upstream("a", 200, 0, 0, 0), upstream("b", 0, 0, 0, 0));
        assertUnknown(two, "An instance got no request");

        var missing = TrafficJudge.judge(one(200, 0, 0, 0), 2, LIMITS, SHIFTED, END);
        assertThat(missing.findings()).extracting(Finding::verdict).containsOnly(Verdict.UNKNOWN);
        assertThat(missing.findings().get(0).why()).contains("1 of 2 instances");
    }

    @Test
    @Tag("MON-2")
    @Tag("CONF-1")
    void isNotKnownIfCountingBeganAfterTheSwitchUnlessItIsBadAlready() {
        var fresh = new Upstream("a#1", "h:1", 100, 0, 200, 0, 0, SHIFTED.plusSeconds(3), List.of());
        assertUnknown(List.of(fresh), "Counting began only after the switch");

        var bad = new Upstream("a#1", "h:1", 100, 0, 200, 20, 0, SHIFTED.plusSeconds(3), List.of());
        assertJudged(List.of(bad), END, Verdict.FAIL, Verdict.UNKNOWN, true, "20 of 200");
    }

    private static void assertUnknown(List<Upstream> goal, String why) {
        assertJudged(goal, EARLY, Verdict.UNKNOWN, Verdict.UNKNOWN, false, "Still watching");
        assertJudged(goal, END, Verdict.UNKNOWN, Verdict.UNKNOWN, true, why);
    }

    private static void assertJudged(
            List<Upstream> goal, Instant now, Verdict errors, Verdict latency, boolean ended, String says) {
        var judgement = TrafficJudge.judge(goal, Math.max(1, goal.size()), LIMITS, SHIFTED, now);
        assertThat(judgement.findings()).extracting(Finding::rule).containsExactly(Rule.MON_2, Rule.MON_3);
        assertThat(judgement.findings()).extracting(Finding::verdict).containsExactly(errors, latency);
        assertThat(judgement.ended()).isEqualTo(ended);
        assertThat(judgement.findings().get(0).why()).contains(says);
    }

    private static List<Upstream> one(long requests, long errors, long failed, long slow) {
        return List.of(upstream("a", requests, errors, failed, slow));
    }

    private static Upstream upstream(String name, long requests, long errors, long failed, long slow) {
        return upstream(name, requests, errors, failed, List.of(bucket(250L, requests - slow), bucket(500L, slow)));
    }

    private static Upstream upstream(
            String name, long requests, long errors, long failed, List<Upstream.Bucket> latency) {
        return new Upstream(name + "#1", name + ":1", 100, 0, requests, errors, failed, SHIFTED, latency);
    }

    private static Upstream.Bucket bucket(@Nullable Long upTo, long count) {
        return new Upstream.Bucket(upTo, count);
    }
}
