package io.slipway.engine.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.contract.Place;
import io.slipway.contract.ReleaseWindow;
import io.slipway.contract.Topic;
import io.slipway.engine.EngineRoom;
import io.slipway.evidence.EntryKind;
import io.slipway.evidence.Fact;
import io.slipway.permit.Goal;
import io.slipway.permit.Plan;
import io.slipway.permit.WayBack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The check of the environment before is told what the evidence proves, and not what a table says. */
@Tag("ANTI-2")
class StagedToldTest extends EngineRoom {

    /** {@code live} comes after it. */
    private static final String BEFORE = "e79";

    private static final Goal GOAL = new Goal("1.0.0", "d".repeat(64));
    private static final Map<Topic, String> CHECKS = Map.of(
            Topic.CHECK_TESTS, "testsVerdict",
            Topic.CHECK_BUILD, "buildVerdict",
            Topic.CHECK_ENVIRONMENT, "environmentVerdict",
            Topic.CHECK_HISTORY, "historyVerdict",
            Topic.CHECK_TARGET, "targetVerdict");

    @BeforeEach
    @AfterEach
    void nothingIsConfirmed() {
        database.sql("DELETE FROM slipway_environment WHERE environment = ?")
                .param(BEFORE)
                .update();
    }

    /** What the table says of the environment before. */
    private void confirmedBy(String release) {
        nothingIsConfirmed();
        database.sql("INSERT INTO slipway_environment (service, environment, last_number, fence, confirmed_version,"
                        + " confirmed_digest, confirmed_release) VALUES ('tool', ?, 1, 1, ?, ?, ?)")
                .params(BEFORE, GOAL.version(), GOAL.digest(), release)
                .update();
    }

    private void tell(String release, EntryKind kind, Map<String, ?> body) {
        evidence.recordApart(Fact.of(release, kind, List.of(), Fact.SLIPWAY, body));
    }

    /** Evidence of a release to an environment that ended confirmed, and whether its permit said what. */
    private void ended(String release, String environment, boolean permitted) {
        var nothing = JsonNodeFactory.instance.objectNode();
        var plan = Plan.of(
                new Place("tool", environment, nothing, nothing),
                GOAL,
                "low",
                new WayBack(null, Duration.ofMinutes(5), null, null, false, null),
                null,
                ReleaseWindow.ALWAYS);
        tell(release, EntryKind.START, Map.of("service", "tool", "environment", environment));
        tell(release, EntryKind.PLAN, Map.of("plan", plan.json()));
        if (permitted) {
            var body = Map.of("action", "confirm-release", "plan", plan.hash(), "way", "forward", "goal", GOAL);
            tell(release, EntryKind.PERMIT, body);
        }
        tell(release, EntryKind.END, Map.of("outcome", "confirmed"));
    }

    private LockedExternalTask told() {
        return told("live");
    }

    private LockedExternalTask told(String environment) {
        release(environment);
        work(Topic.COLLECT_FACTS, Map.of("changeKinds", "source", "artifactDigest", GOAL.digest()));
        List.of(Topic.CHECK_TESTS, Topic.CHECK_BUILD, Topic.CHECK_ENVIRONMENT, Topic.CHECK_HISTORY, Topic.CHECK_TARGET)
                .forEach(check -> work(check, Map.of(String.valueOf(CHECKS.get(check)), "pass")));
        return fetch(Topic.CHECK_STAGING, "crew");
    }

    private void assertNothing() {
        assertThat(told().getVariables())
                .containsEntry("stagedRelease", null)
                .containsEntry("stagedDigest", null)
                .containsEntry("stagedAt", null);
    }

    @Test
    void whatTheEvidenceProvesIsTold() {
        ended("tool-a", BEFORE, true);
        confirmedBy("tool-a");
        var at = entries("tool-a", EntryKind.END).get(0).at();
        assertThat(told().getVariables())
                .containsEntry("stagedRelease", "tool-a")
                .containsEntry("stagedDigest", GOAL.digest())
                .containsEntry("stagedAt", at.toString());
    }

    @Test
    void nothingIsToldWhereNothingIsConfirmed() {
        assertNothing();
    }

    @Test
    void whatOnlyTheTableSaysIsNotConfirmed() {
        confirmedBy("tool-nobody");
        assertNothing();
    }

    @Test
    void whatWasConfirmedElsewhereIsNotConfirmedThere() {
        ended("tool-b", "e38", true);
        confirmedBy("tool-b");
        assertNothing();
    }

    @Test
    void whatEndedWithoutAPermitToConfirmItIsNotConfirmed() {
        ended("tool-c", BEFORE, false);
        confirmedBy("tool-c");
        assertNothing();
    }

    @Test
    void whatComesAfterNothingIsToldNothing() {
        ended("tool-d", BEFORE, true);
        confirmedBy("tool-d");
        assertThat(told("e37").getVariables()).containsEntry("stagedDigest", null);
    }
}
