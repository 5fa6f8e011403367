package io.slipway.permit;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.evidence.EntryKind;
import io.slipway.evidence.Fact;
import io.slipway.evidence.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a rehearsal has to have done to count, told entry by entry; each entry is a second after the one before. */
@Tag("ROLL-4")
class RecoveryTest {

    private static final Instant BEGIN = Instant.parse("2026-11-24T12:00:00Z");
    private static final Goal OLD = new Goal("1.1.0", "c".repeat(64));
    private static final Goal OTHER = new Goal("1.0.0", "d".repeat(64));

    private static final List<Fact> WHOLE = List.of(
            permit(Topic.ASSESS_STATE, OLD),
            answer(Topic.ASSESS_STATE, "targetUntouched", true),
            permit(Topic.START_INSTANCES, OTHER),
            permit(Topic.SHIFT_TRAFFIC, OTHER),
            answer(Topic.SHIFT_TRAFFIC, "shiftedAt", "then"),
            find(Rule.VERI_1, "pass", OTHER, "away"),
            permit(Topic.ASSESS_STATE, OLD),
            permit(Topic.SHIFT_TRAFFIC, OLD),
            answer(Topic.SHIFT_TRAFFIC, "shiftedAt", "later"),
            permit(Topic.STOP_INSTANCES, OLD),
            find(Rule.VERI_1, "pass", OLD, "back"),
            find(Rule.VERI_3, "pass", OLD, "back"),
            find(Rule.MON_2, "pass", OLD, "back"),
            find(Rule.MON_3, "pass", OLD, "back"));

    /** Those that nothing follows from by itself: to be permitted to start is no step that is looked for. */
    private static final List<Integer> NOT_ASKED_FOR = List.of(2);

    private static Fact permit(Topic action, Goal goal) {
        return fact(EntryKind.PERMIT, List.of(), Map.of("action", action.id(), "way", "back", "goal", goal));
    }

    private static Fact answer(Topic topic, String variable, Object value) {
        return fact(
                EntryKind.EFFECT,
                List.of(),
                Map.of("topic", topic.id(), "result", "done", "variables", Map.of(variable, value)));
    }

    private static Fact find(Rule rule, String verdict, Goal about, String task) {
        return fact(
                EntryKind.FINDING,
                List.of(rule),
                Map.of("task", task + rule.id(), "verdict", verdict, "digest", about.digest()));
    }

    private static Fact moved(Topic step, String verdict, String record) {
        return fact(
                EntryKind.FINDING,
                List.of(Rule.ROLL_4),
                Map.of("topic", step.id(), "verdict", verdict, "facts", Map.of("record", record)));
    }

    private static Fact fact(EntryKind kind, List<Rule> rules, Map<String, ? extends @Nullable Object> body) {
        return Fact.of("shop-7", kind, rules, "slipway-worker", body);
    }

    private static RoundTrip trip(Goal home, Goal other) {
        return new RoundTrip(new Confirmation("shop-2", home, BEGIN), new Confirmation("shop-1", other, BEGIN));
    }

    private static Optional<Recovery> read(List<Fact> facts) {
        return read(facts, Optional.empty());
    }

    private static Optional<Recovery> read(List<Fact> facts, Optional<Restoration> restoration) {
        var told = new Told();
        for (var i = 0; i < facts.size(); i++) {
            told.with(BEGIN.plusSeconds(i), facts.get(i));
        }
        return Recovery.of(new ReleaseRecord(told.proofs()), trip(OLD, OTHER), restoration);
    }

    @Test
    void whoWentThereAndBackHasRecovered() {
        var recovery = read(WHOLE).orElseThrow();
        assertThat(recovery.untilServing()).isEqualTo(Duration.ofSeconds(2));
        assertThat(recovery.untilVerified()).isEqualTo(Duration.ofSeconds(7));
        assertThat(recovery.json().path("new").path("digest").asText()).isEqualTo(OTHER.digest());
        assertThat(recovery.json().path("old").path("digest").asText())
                .isEqualTo(recovery.json().path("oldAgain").path("digest").asText())
                .isEqualTo(OLD.digest());
    }

    /** As {@link #WHOLE}, with the database: put back before the other one comes, and returned before the confirmed one starts. */
    private static List<Fact> withData(Fact restored, Fact returned) {
        var facts = new ArrayList<>(WHOLE);
        facts.add(7, permit(Topic.START_INSTANCES, OLD));
        facts.add(6, returned);
        facts.add(2, restored);
        return facts;
    }

    private static final Optional<Restoration> DATA = Optional.of(new Restoration("shop.dump", "r1"));
    private static final Fact RESTORED = moved(Topic.REHEARSE_RESTORE, "pass", "r1");
    private static final Fact RETURNED = moved(Topic.RETURN_DATABASE, "pass", "r1");

    @Test
    @Tag("BACK-3")
    void whereTheDatabaseGoesBackWithItThatIsPartOfTheWay() {
        var recovery = read(withData(RESTORED, RETURNED), DATA).orElseThrow();
        assertThat(recovery.untilServing())
                .as("from what is confirmed until the other one serves on its data")
                .isEqualTo(Duration.ofSeconds(4));
        assertThat(recovery.json().path("withData").asText()).isEqualTo("PT4S");
        assertThat(read(WHOLE, Optional.empty()).orElseThrow().json().has("withData"))
                .isFalse();
    }

    @Test
    @Tag("BACK-3")
    void withoutTheDatabaseItDoesNotCount() {
        assertThat(read(WHOLE, DATA)).as("nothing was put back").isEmpty();
        for (var verdict : List.of("fail", "unknown")) {
            assertThat(read(withData(moved(Topic.REHEARSE_RESTORE, verdict, "r1"), RETURNED), DATA))
                    .isEmpty();
            assertThat(read(withData(RESTORED, moved(Topic.RETURN_DATABASE, verdict, "r1")), DATA))
                    .isEmpty();
        }
        assertThat(read(withData(moved(Topic.REHEARSE_RESTORE, "pass", "r2"), RETURNED), DATA))
                .as("another backup")
                .isEmpty();
        var late = withData(RESTORED, RETURNED);
        late.remove(RESTORED);
        late.add(4, RESTORED);
        assertThat(read(late, DATA))
                .as("only when the other one was about to get the traffic")
                .isEmpty();
        late = withData(RESTORED, RETURNED);
        Collections.swap(late, 7, 9);
        assertThat(read(late, DATA))
                .as("only when the confirmed one was started")
                .isEmpty();
    }

    private static Stream<Integer> steps() {
        return IntStream.range(0, WHOLE.size()).boxed().filter(step -> !NOT_ASKED_FOR.contains(step));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void withoutAnyOfItsStepsItDoesNotCount(int step) {
        var facts = new ArrayList<>(WHOLE);
        facts.remove(step);
        assertThat(read(facts)).isEmpty();
    }

    /** The version that was there all the time is no proof that it came back. */
    @Test
    void theOrderCounts() {
        var facts = new ArrayList<>(WHOLE);
        Collections.rotate(facts, 4);
        assertThat(read(facts)).as("verified before it went").isEmpty();
        facts = new ArrayList<>(WHOLE);
        Collections.swap(facts, 1, 3);
        assertThat(read(facts)).as("seen only when the other one was let in").isEmpty();
        facts = new ArrayList<>(WHOLE);
        Collections.swap(facts, 5, 8);
        assertThat(read(facts)).as("looked at only when it was gone").isEmpty();
    }

    @Test
    void whatChangedNothingDoesNotCount() {
        var told = new Told();
        WHOLE.forEach(fact -> told.with(BEGIN, fact));
        assertThat(Recovery.of(new ReleaseRecord(told.proofs()), trip(OLD, OLD), Optional.empty()))
                .isEmpty();
        assertThat(Recovery.of(
                        new ReleaseRecord(told.proofs()),
                        trip(OLD, new Goal("0.9.0", "e".repeat(64))),
                        Optional.empty()))
                .isEmpty();
    }

    @Test
    void whatSomethingElseWasRunningBeforeDoesNotCount() {
        var facts = new ArrayList<>(WHOLE);
        facts.set(1, answer(Topic.ASSESS_STATE, "targetUntouched", false));
        assertThat(read(facts)).isEmpty();
    }

    @Test
    void unknownIsNoPass() {
        for (var step : List.of(5, 10, 11, 12, 13)) {
            for (var verdict : List.of("fail", "unknown")) {
                var facts = new ArrayList<>(WHOLE);
                var finding = facts.get(step);
                facts.set(
                        step,
                        find(finding.rules().get(0), verdict, step == 5 ? OTHER : OLD, step == 5 ? "away" : "back"));
                assertThat(read(facts)).isEmpty();
            }
        }
    }
}
