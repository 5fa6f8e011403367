package io.slipway.engine.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.contract.Topic;
import io.slipway.engine.EngineRoom;
import io.slipway.engine.Passing;
import io.slipway.evidence.EntryKind;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No class, and so no plan and no permit, comes from what somebody has altered. */
@Tag("CLASS-1")
@Tag("CLASS-6")
@Tag("NOT-3")
class PlanKeeperTest extends EngineRoom {

    private void work(Topic topic, Map<String, Object> answer) {
        var task = fetch(topic, "crew");
        as("slipway-worker", "slipway-worker", () -> engine.getExternalTaskService()
                .complete(task.getId(), "crew", answer));
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

    private void assertNoPlan(String key, String why) {
        assertThatThrownBy(this::check).hasStackTraceContaining(why).hasStackTraceContaining("somebody altered it");
        assertThat(entries(key, EntryKind.PLAN)).isEmpty();
    }

    @Test
    void whatIsAsItWasAnsweredMakesAPlan() {
        var key = key(release("e1"));
        work(Topic.COLLECT_FACTS, facts("e1", "source"));
        check();
        assertThat(entries(key, EntryKind.PLAN)).singleElement().satisfies(plan -> assertThat(
                        plan.fact().body().path("classReason").asText())
                .endsWith("(CLASS-3)"));
    }

    @Test
    void otherKindsThanTheWorkerAnsweredMakeNone() {
        var key = key(release("e2"));
        work(Topic.COLLECT_FACTS, facts("e2", "database"));
        database.sql("UPDATE act_ru_variable SET text_ = 'documentation' WHERE name_ = 'changeKinds'")
                .update();
        assertNoPlan(key, "'documentation', but the evidence says 'database'");
    }

    /** Whoever says that another version is confirmed chooses what the change is compared with, and whose work it is. */
    @Test
    @Tag("ROLE-5")
    void aChangeThatWasComparedWithAnotherVersionThanTheConfirmedMakesNone() {
        var key = key(release("e3"));
        work(Topic.COLLECT_FACTS, Map.of("changeKinds", "nothing", "artifactDigest", "d1", "confirmedDigest", "d1"));
        assertNoPlan(key, "compared with 'd1', but confirmed is 'nothing'");
    }
}
