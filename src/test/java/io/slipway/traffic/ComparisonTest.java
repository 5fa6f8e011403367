package io.slipway.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.catalog.Strategy;
import io.slipway.catalog.Verification;
import io.slipway.contract.Rule;
import io.slipway.contract.Verdict;
import io.slipway.traffic.Comparison.Next;
import io.slipway.traffic.Comparison.Stage;
import io.slipway.traffic.Counted.Side;
import io.slipway.traffic.Counted.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What comes next for a version that has a share, by what was counted. */
@Tag("CHECK-7")
class ComparisonTest {

    private static final Strategy STRATEGY = new Strategy(
            Strategy.Kind.CANARY,
            List.of(10, 50),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            0.001);
    private static final Verification LIMITS =
            new Verification(Duration.ofMinutes(5), Duration.ofSeconds(5), 50, 0.05, Duration.ofMillis(250), 0.2);
    private static final Instant BEGAN = Instant.parse("2026-11-28T10:00:00Z");

    private static Stage stage(int share, Duration since, Duration now) {
        return new Stage(share, BEGAN.plus(since), BEGAN, true, BEGAN.plus(Duration.ofHours(1)), BEGAN.plus(now));
    }

    private static Stage last(int minutes) {
        return stage(50, Duration.ofMinutes(5), Duration.ofMinutes(minutes));
    }

    private static List<Span> spans(int number, int share, Side goal, Side others) {
        var spans = new ArrayList<Span>();
        for (var i = 0; i < number; i++) {
            spans.add(new Span(share, goal, others));
        }
        return spans;
    }

    private static Comparison compare(List<Span> spans, Stage stage) {
        return Comparison.of(spans, stage, STRATEGY, LIMITS);
    }

    private static void assertNext(Next next, Verdict verdict, Comparison comparison, String... why) {
        assertThat(comparison.finding().why()).satisfies(said -> List.of(why)
                .forEach(words -> assertThat(said).contains(words)));
        assertThat(comparison.next()).isEqualTo(next);
        assertThat(comparison.finding().verdict()).isEqualTo(verdict);
        assertThat(comparison.finding().rule()).isEqualTo(Rule.CHECK_7);
    }

    private static final Side GOOD = new Side(600, 0, 3);

    @Test
    void aShareIsGivenItsTimeAndThenWidened() {
        var spans = spans(5, 10, new Side(60, 0, 0), new Side(540, 0, 0));
        var soon = compare(spans, stage(10, Duration.ZERO, Duration.ofSeconds(299)));
        var then = compare(spans, stage(10, Duration.ZERO, Duration.ofSeconds(300)));

        assertNext(Next.WATCH, Verdict.UNKNOWN, soon);
        assertNext(Next.WIDEN, Verdict.UNKNOWN, then, "At 10 % of the requests it got 300 of 3000 (10.0 %)");
    }

    @Test
    void whatIsAsGoodAsTheConfirmedVersionIsProvenAtTheLastShareWhenTheLeastTimeHasPassed() {
        var spans = spans(20, 50, GOOD, GOOD);

        assertNext(Next.WATCH, Verdict.UNKNOWN, compare(spans, last(14)), "at least 15 min have to pass");
        assertNext(Next.PROVEN, Verdict.PASS, compare(spans, last(15)), "0 of 12000 requests");
        assertThat(compare(spans, stage(50, Duration.ofMinutes(12), Duration.ofMinutes(16)))
                        .next())
                .as("four minutes at the last share")
                .isEqualTo(Next.WATCH);
        assertNext(
                Next.WIDEN,
                Verdict.UNKNOWN,
                compare(
                        spans(20, 10, new Side(600, 0, 3), new Side(5400, 0, 27)),
                        stage(10, Duration.ZERO, Duration.ofMinutes(20))));
    }

    @Test
    @Tag("CONF-2")
    void whatFailsMoreOftenIsStoppedWhateverTheTimeAndTheShare() {
        var worse = spans(3, 10, new Side(60, 20, 0), new Side(540, 2, 0));

        assertNext(
                Next.STOP,
                Verdict.FAIL,
                compare(worse, stage(10, Duration.ZERO, Duration.ofSeconds(30))),
                "Errors: The new version is worse than tolerated",
                "60 of 180 requests");
    }

    @Test
    @Tag("MON-3")
    void whatIsSlowerIsStoppedThoughNothingFails() {
        var slower = spans(10, 10, new Side(60, 0, 30), new Side(540, 0, 20));

        assertNext(
                Next.STOP,
                Verdict.FAIL,
                compare(slower, stage(10, Duration.ZERO, Duration.ofMinutes(3))),
                "Answers slower than 250 ms: The new version is worse than tolerated");
    }

    @Test
    void whatMonitoringDoesNotSeeIsHeldAndInTheEndAPersonIsAsked() {
        var spans = spans(20, 50, GOOD, GOOD);
        var blind = new Stage(50, BEGAN, BEGAN, false, BEGAN.plusSeconds(3600), BEGAN.plusSeconds(3599));
        var asked = new Stage(50, BEGAN, BEGAN, false, BEGAN.plusSeconds(3600), BEGAN.plusSeconds(3600));

        assertNext(Next.WATCH, Verdict.UNKNOWN, compare(spans, blind), "monitoring does not see");
        assertNext(Next.ASK, Verdict.UNKNOWN, compare(spans, asked), "monitoring does not see");
    }

    @Test
    void aHoleIsHeldForEver() {
        var spans = spans(20, 50, GOOD, GOOD);
        spans.set(3, new Span(50, GOOD, null));

        assertNext(Next.WATCH, Verdict.UNKNOWN, compare(spans, last(30)), "not everything is known");
        spans.set(3, new Span(50, null, GOOD));
        assertNext(Next.ASK, Verdict.UNKNOWN, compare(spans, last(60)), "not everything is known");
    }

    @Test
    void whoGetsNoRequestIsNotWidened() {
        var unused = spans(20, 10, Side.NONE, GOOD);

        assertNext(
                Next.WATCH,
                Verdict.UNKNOWN,
                compare(unused, stage(10, Duration.ZERO, Duration.ofMinutes(20))),
                "it got no request");
        var nobodyAtThisShare = new ArrayList<>(spans(5, 10, new Side(60, 0, 0), GOOD));
        nobodyAtThisShare.addAll(spans(5, 20, Side.NONE, GOOD));
        assertThat(Comparison.of(
                                nobodyAtThisShare,
                                stage(20, Duration.ZERO, Duration.ofMinutes(20)),
                                new Strategy(
                                        Strategy.Kind.CANARY,
                                        List.of(10, 20, 50),
                                        Duration.ofMinutes(5),
                                        Duration.ofMinutes(15),
                                        Duration.ofHours(1),
                                        0.001),
                                LIMITS)
                        .next())
                .isEqualTo(Next.WATCH);
    }

    @Test
    void tooLittleTrafficToDecideIsAskedAPerson() {
        var few = spans(60, 50, new Side(2, 0, 0), new Side(2, 0, 0));

        assertNext(Next.WATCH, Verdict.UNKNOWN, compare(few, last(59)), "not enough evidence");
        assertNext(Next.ASK, Verdict.UNKNOWN, compare(few, last(60)), "not enough evidence");
    }

    @Test
    void nobodyIsAskedAboutAShareThatHasNotHadItsTime() {
        var few = spans(60, 50, new Side(2, 0, 0), new Side(2, 0, 0));

        assertNext(
                Next.WATCH, Verdict.UNKNOWN, compare(few, stage(50, Duration.ofMinutes(57), Duration.ofMinutes(61))));
        assertNext(Next.ASK, Verdict.UNKNOWN, compare(few, stage(50, Duration.ofMinutes(57), Duration.ofMinutes(62))));
    }

    @Test
    void whoGetsMoreOfTheRequestsThanPlannedIsNotWidened() {
        var spans = spans(10, 10, new Side(150, 0, 0), new Side(850, 0, 0));

        assertNext(
                Next.WATCH,
                Verdict.UNKNOWN,
                compare(spans, stage(10, Duration.ZERO, Duration.ofMinutes(20))),
                "more of the requests than planned",
                "(15.0 %)");
    }

    @Test
    void trafficThatCannotBeSeenHolds() {
        var unseen = Comparison.unseen(
                "The gateway does not answer", stage(10, Duration.ZERO, Duration.ofMinutes(59)), STRATEGY);

        assertNext(Next.WATCH, Verdict.UNKNOWN, unseen, "The gateway does not answer");
        assertThat(Comparison.unseen("It does not", last(60), STRATEGY).next()).isEqualTo(Next.ASK);
    }
}
