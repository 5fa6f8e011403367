package io.slipway.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.slipway.contract.Instance;
import io.slipway.traffic.Counted.Side;
import io.slipway.traffic.Counted.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Spans out of counters that only grow, and what is not known of them. */
@Tag("MON-2")
class CountedTest {

    private static final Duration SLOW = Duration.ofMillis(250);
    private static final Instant BEGAN = Instant.parse("2026-11-28T10:00:00Z");
    private static final Instance NEW = new Instance("a", "1.1.0", "b".repeat(64), "127.0.0.1:1");
    private static final Instance OTHER_NEW = new Instance("b", "1.1.0", "b".repeat(64), "127.0.0.1:2");
    private static final Instance OLD = new Instance("a", "1.0.0", "a".repeat(64), "127.0.0.1:3");
    private static final List<Instance> GOAL = List.of(NEW, OTHER_NEW);

    private static Upstream counters(Instance instance, long requests, long bad, long slow, Instant since) {
        var latency = List.of(new Upstream.Bucket(250L, requests - slow), new Upstream.Bucket(null, slow));
        return new Upstream(instance.id() + "#1", instance.address(), 1, 0, requests, bad, 0, since, latency);
    }

    private static Upstream counters(Instance instance, long requests, long bad, long slow) {
        return counters(instance, requests, bad, slow, BEGAN);
    }

    private static Counted begun() {
        return Counted.begin(List.of(counters(NEW, 0, 0, 0), counters(OLD, 1000, 5, 9)), GOAL, SLOW, BEGAN);
    }

    private static Span span(Counted before, Upstream... now) {
        var spans =
                before.look(List.of(now), GOAL, SLOW, 10, BEGAN.plusSeconds(60)).spans();
        return spans.get(spans.size() - 1);
    }

    @Test
    void aSpanIsWhatBothAnsweredInIt() {
        var first = begun().look(List.of(counters(NEW, 100, 2, 3), counters(OLD, 1900, 9, 20)), GOAL, SLOW, 10, BEGAN);

        assertThat(first.spans()).containsExactly(new Span(10, new Side(100, 2, 3), new Side(900, 4, 11)));
        assertThat(span(first, counters(NEW, 150, 2, 3), counters(OLD, 2000, 9, 21)))
                .isEqualTo(new Span(10, new Side(50, 0, 0), new Side(100, 0, 1)));
    }

    @Test
    void countersThatBeganAnewSayNothingOfTheirVersion() {
        var later = BEGAN.plusSeconds(30);

        assertThat(span(begun(), counters(NEW, 100, 0, 0, later), counters(OLD, 1900, 5, 9)))
                .isEqualTo(new Span(10, null, new Side(900, 0, 0)));
        assertThat(span(begun(), counters(NEW, 100, 0, 0), counters(OLD, 1900, 5, 9, later)))
                .isEqualTo(new Span(10, new Side(100, 0, 0), null));
    }

    @Test
    void countersThatHaveShrunkSayNothing() {
        assertThat(span(begun(), counters(NEW, 100, 0, 0), counters(OLD, 999, 5, 9))
                        .others())
                .isNull();
        assertThat(span(begun(), counters(NEW, 100, 0, 0), counters(OLD, 1900, 4, 9))
                        .others())
                .isNull();
        assertThat(span(begun(), counters(NEW, 100, 0, 0), counters(OLD, 1900, 5, 8))
                        .others())
                .isNull();
    }

    @Test
    void aVersionThatIsCountedInPartIsNotCounted() {
        assertThat(span(begun(), counters(NEW, 100, 0, 0)))
                .as("the confirmed one is gone")
                .isEqualTo(new Span(10, new Side(100, 0, 0), null));
        assertThat(span(begun(), counters(NEW, 1, 0, 0), counters(OTHER_NEW, 100, 0, 0), counters(OLD, 1900, 5, 9)))
                .as("one of the new version has come")
                .isEqualTo(new Span(10, null, new Side(900, 0, 0)));
    }

    @Test
    void isKeptAsJsonAndReadAgain() {
        var counted = begun().look(List.of(counters(NEW, 100, 2, 3)), GOAL, SLOW, 10, BEGAN);

        assertThat(Counted.read(counted.write())).isEqualTo(counted);
        assertThat(counted.write()).contains("[10,[100,2,3],null]");
        assertThatIllegalArgumentException().isThrownBy(() -> Counted.read("[]"));
    }
}
