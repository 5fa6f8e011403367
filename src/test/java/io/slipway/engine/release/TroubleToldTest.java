package io.slipway.engine.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.Topic;
import io.slipway.engine.EngineRoom;
import io.slipway.evidence.EntryKind;
import io.slipway.evidence.Fact;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The check of the history is told what the evidence says of the last release that had an effect. */
@Tag("ANTI-6")
class TroubleToldTest extends EngineRoom {

    private String environment = "";

    private void tell(String release, EntryKind kind, Map<String, ?> body) {
        evidence.recordApart(Fact.of(release, kind, List.of(), Fact.SLIPWAY, body));
    }

    private String ended(int number, String outcome, @Nullable String permitted) {
        return ended("tool-1.0.0-" + environment + "-" + number, "tool", environment, outcome, permitted, "forward");
    }

    private String ended(
            String release, String service, String where, String outcome, @Nullable String permitted, String way) {
        tell(release, EntryKind.START, Map.of("service", service, "environment", where));
        if (permitted != null) {
            tell(release, EntryKind.PERMIT, Map.of("action", permitted, "way", way));
        }
        tell(release, EntryKind.END, Map.of("outcome", outcome));
        return release;
    }

    private LockedExternalTask told() {
        release(environment);
        List.of(Topic.COLLECT_FACTS, Topic.CHECK_TESTS, Topic.CHECK_BUILD).forEach(topic -> {
            var task = fetch(topic, "crew");
            as("slipway-worker", "slipway-worker", () -> engine.getExternalTaskService()
                    .complete(task.getId(), "crew", Map.of()));
        });
        var check = fetch(Topic.CHECK_HISTORY, "crew");
        forgetAll();
        return check;
    }

    private void forgetAll() {
        try (var own = io.slipway.engine.OwnCommands.begin()) {
            var runtime = engine.getRuntimeService();
            runtime.createProcessInstanceQuery()
                    .rootProcessInstances()
                    .list()
                    .forEach(release -> runtime.deleteProcessInstance(release.getId(), "next look"));
        }
    }

    private void assertTold(@Nullable String release, @Nullable String end) {
        assertThat(told().getVariables())
                .containsEntry("troubledRelease", release)
                .containsEntry("troubledEnd", end);
    }

    @Test
    void nothingIsToldWhereNothingWentWrong() {
        environment = "e20";
        assertTold(null, null);
        ended(101, "confirmed", "start-instances");
        assertTold(null, null);
    }

    @Test
    void theLastReleaseThatHadAnEffectCounts() {
        environment = "e21";
        var back = ended(101, "rolled-back", "start-instances");
        assertTold(back, "rolled-back");
        ended(102, "stopped", null);
        ended(103, "stopped", "prove-rollback-path");
        assertTold(back, "rolled-back");
        var stopped = ended(104, "stopped", "start-instances");
        assertTold(stopped, "stopped");
        ended(105, "withdrawn", "start-instances");
        assertTold(stopped, "stopped");
        var deleted = ended(106, "deleted", "start-instances");
        assertTold(deleted, "deleted");
        ended(107, "confirmed", "start-instances");
        assertTold(null, null);
    }

    @Test
    void whatHappenedElsewhereDoesNotCount() {
        environment = "e22";
        ended("tool-1.0.0-e2-e22-1", "tool", "e2-e22", "rolled-back", "start-instances", "forward");
        ended("tool-box-1.0.0-e22-1", "tool-box", "e22", "rolled-back", "start-instances", "forward");
        ended("tool-1.0.0-e22-102", "tool", "e22", "rolled-back", "start-instances", "back");
        assertTold(null, null);
    }
}
