package io.slipway.engine.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.contract.Place;
import io.slipway.contract.ReleaseWindow;
import io.slipway.contract.Topic;
import io.slipway.engine.EngineRoom;
import io.slipway.engine.OwnCommands;
import io.slipway.engine.Passing;
import io.slipway.evidence.EntryKind;
import io.slipway.evidence.Fact;
import io.slipway.permit.Goal;
import io.slipway.permit.Plan;
import io.slipway.permit.WayBack;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Who collects the facts is told what the catalog said when the version that is there was confirmed, and who tells another
 * thing, or looks at another catalog, gets no plan.
 */
@Tag("CLASS-1")
@Tag("CLASS-6")
@Tag("NOT-3")
class ConfirmedPlaceToldTest extends EngineRoom {

    private static final String ENVIRONMENT = "e36";
    private static final Goal GOAL = new Goal("0.9.0", "d".repeat(64));

    private static int confirmations;

    @BeforeEach
    @AfterEach
    void nothingIsConfirmed() {
        database.sql("DELETE FROM slipway_environment WHERE environment = ?")
                .param(ENVIRONMENT)
                .update();
    }

    private static Place place(String environment, int sparePort) {
        return new Place(
                "tool",
                environment,
                JsonNodeFactory.instance.objectNode().put("kind", "process").put("sparePort", sparePort),
                JsonNodeFactory.instance.objectNode().put("kind", "gateway"));
    }

    private static Plan plan(Place place) {
        var back = new WayBack(null, Duration.ofMinutes(5), null, null, false, null);
        return Plan.of(place, GOAL, "low", back, null, ReleaseWindow.ALWAYS);
    }

    private void tell(String release, EntryKind kind, Map<String, ?> body) {
        evidence.recordApart(Fact.of(release, kind, List.of(), Fact.SLIPWAY, body));
    }

    /** A release ended confirmed there, by its evidence, under a plan; the table says so too. */
    private void confirmed(Plan plan, String environment) {
        var release = endedConfirmed(plan, environment);
        // numbers of releases are keys of their evidence, which nobody forgets
        database.sql("INSERT INTO slipway_environment (service, environment, last_number, fence, confirmed_version,"
                        + " confirmed_digest, confirmed_release) VALUES ('tool', ?, ?, 1, ?, ?, ?)")
                .params(ENVIRONMENT, 100 * confirmations, GOAL.version(), GOAL.digest(), release)
                .update();
    }

    private String endedConfirmed(Plan plan, String environment) {
        var release = "tool-0.9.0-" + ENVIRONMENT + "-" + (10_000 + confirmations++);
        tell(release, EntryKind.START, Map.of("service", "tool", "environment", environment));
        tell(release, EntryKind.PLAN, Map.of("plan", plan.json()));
        tell(
                release,
                EntryKind.PERMIT,
                Map.of("action", "confirm-release", "plan", plan.hash(), "way", "forward", "goal", GOAL));
        tell(release, EntryKind.END, Map.of("outcome", "confirmed"));
        return release;
    }

    private @Nullable Object told() {
        release(ENVIRONMENT);
        return fetch(Topic.COLLECT_FACTS, "crew").getVariables().get("confirmedPlace");
    }

    @Test
    void whatThePlanFixedIsTold() {
        confirmed(plan(place(ENVIRONMENT, 7)), ENVIRONMENT);
        assertThat(Place.read(String.valueOf(told()))).isEqualTo(place(ENVIRONMENT, 7));
    }

    @Test
    void whereNothingIsConfirmedNothingIsTold() {
        assertThat(told()).isNull();
    }

    @Test
    void whatWasConfirmedElsewhereIsNotTold() {
        confirmed(plan(place("e35", 7)), "e35");
        assertThat(told()).isNull();
    }

    @Test
    void aPlanThatDoesNotSayWhatTheTargetWasTellsNothing() {
        for (var part : List.of("target", "traffic")) {
            nothingIsConfirmed();
            var json = plan(place(ENVIRONMENT, 7)).json();
            json.remove(part);
            confirmed(Plan.read(json), ENVIRONMENT);
            assertThat(told()).isNull();
            try (var own = OwnCommands.begin()) {
                var runtime = engine.getRuntimeService();
                runtime.createProcessInstanceQuery()
                        .rootProcessInstances()
                        .list()
                        .forEach(release -> runtime.deleteProcessInstance(release.getId(), "next look"));
            }
        }
    }

    /** Brings a release to the end of Prepare; its worker answers that it compared this with the catalog. */
    private String prepare(Map<String, String> compared) {
        var key = key(release(ENVIRONMENT));
        var answer = new HashMap<>(facts(ENVIRONMENT, "infrastructure"));
        answer.put("confirmedDigest", GOAL.digest());
        answer.put("targetChanges", ": the spare port is another one");
        answer.putAll(compared);
        work(Topic.COLLECT_FACTS, answer);
        return key;
    }

    private void check() {
        Passing.CHECKS.forEach((check, answer) -> {
            // nobody is asked for the impact of what is not classified
            if (check != Topic.CHECK_IMPACT) {
                work(check, answer);
            }
        });
        runJobs();
    }

    private void assertNoPlan(String key, String... why) {
        var thrown = assertThatThrownBy(this::check);
        for (var words : why) {
            thrown.hasStackTraceContaining(words);
        }
        assertThat(entries(key, EntryKind.PLAN)).isEmpty();
    }

    private static Map<String, String> comparedWith(Place place) {
        return Map.of("confirmedPlaceDigest", place.digest());
    }

    @Test
    @Tag("CLASS-4")
    void whoComparedWithItGetsAPlanThatSaysWhatTheCatalogChanges() {
        confirmed(plan(place(ENVIRONMENT, 7)), ENVIRONMENT);
        var key = prepare(comparedWith(place(ENVIRONMENT, 7)));
        check();
        assertThat(entries(key, EntryKind.PLAN)).singleElement().satisfies(plan -> assertThat(
                        plan.fact().body().path("classReason").asText())
                .isEqualTo("Infrastructure changes (CLASS-4): the spare port is another one"));
        assertThat(engine.getRuntimeService()
                        .createVariableInstanceQuery()
                        .variableName("classReason")
                        .list())
                .isNotEmpty()
                .allSatisfy(reason -> assertThat(reason.getValue())
                        .isEqualTo("Infrastructure changes (CLASS-4): the spare port is another one"));
    }

    /** Whoever alters what is told chooses what the catalog is compared with. */
    @Test
    void whoComparedWithAnotherTargetGetsNone() {
        confirmed(plan(place(ENVIRONMENT, 7)), ENVIRONMENT);
        assertNoPlan(
                prepare(comparedWith(place(ENVIRONMENT, 8))), "compared with another target", "somebody altered it");
    }

    @Test
    void whoComparedWithNothingGetsNone() {
        confirmed(plan(place(ENVIRONMENT, 7)), ENVIRONMENT);
        assertNoPlan(prepare(Map.of()), "compared with no target", "somebody altered it");
    }

    @Test
    void whoComparedWithSomethingWhereTheEvidenceSaysNothingGetsNone() {
        confirmed(plan(place("e35", 7)), "e35");
        assertNoPlan(
                prepare(comparedWith(place(ENVIRONMENT, 7))), "compared with another target", "somebody altered it");
    }

    /** What was found out of the catalog holds for the catalog that the plan is made from. */
    @Test
    void whoLooksAtAnotherCatalogGetsNone() {
        confirmed(plan(place(ENVIRONMENT, 7)), ENVIRONMENT);
        var compared = new HashMap<>(comparedWith(place(ENVIRONMENT, 7)));
        compared.put("placeDigest", place(ENVIRONMENT, 7).digest());
        assertNoPlan(prepare(compared), "another target or traffic", "Server and workers need the");
    }

    @Test
    void otherWordsThanTheWorkerAnsweredMakeNone() {
        confirmed(plan(place(ENVIRONMENT, 7)), ENVIRONMENT);
        var key = prepare(comparedWith(place(ENVIRONMENT, 7)));
        database.sql("UPDATE act_ru_variable SET text_ = '' WHERE name_ = 'targetChanges'")
                .update();
        assertNoPlan(key, "the evidence says ': the spare port is another one'", "somebody altered it");
    }

    /** A release that goes on from a table's word alone would be compared with what the table's writer likes. */
    @Test
    void whatIsTakenIsWhatTheEvidenceOfTheLeaseSays() {
        confirmed(plan(place(ENVIRONMENT, 7)), ENVIRONMENT);
        var key = prepare(comparedWith(place(ENVIRONMENT, 8)));
        database.sql("UPDATE slipway_environment SET confirmed_release = ? WHERE active_release = ?")
                .params(endedConfirmed(plan(place(ENVIRONMENT, 8)), ENVIRONMENT), key)
                .update();
        assertNoPlan(key, "compared with another target");
    }
}
