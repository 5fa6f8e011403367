package io.slipway.siege;

import static io.slipway.RunningSlipway.body;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.RunningSlipway;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control of {@link WaysRoundIT}: the same attempts on a Slipway whose guards were taken out bring bytes to a target. */
@Tag("PHASE-0")
class WithoutGuardsIT {

    @Test
    void theSameAttemptsWork(@TempDir Path folder) throws Exception {
        try (var siege = new Siege(folder, false)) {
            var untested = siege.waiting("maria", "1.5.0", "staging", "", "Task_ResolveStop");
            var high = siege.waiting("both", "1.1.0", "production", "high", "Task_ApproveRelease");
            var waiting = new Way.Waiting(untested, high);

            // what only writes is written
            for (var way : Ways.all().stream()
                    .filter(way -> way.name().contains("writes the verdict")
                                    && !way.name().contains("decision")
                            || way.name().contains("writes that it was approved")
                            || way.name().contains("lowers the class"))
                    .toList()) {
                assertThat(way.attempt().on(siege, waiting).statusCode())
                        .as(way.name())
                        .isEqualTo(204);
            }
            assertThat(siege.value(
                            "SELECT text_ FROM act_ru_variable WHERE name_ = 'testsVerdict' AND execution_id_ = '"
                                    + siege.instance(untested, "release") + "'"))
                    .isEqualTo("pass");

            // a task in the database, a moved token, and one's own approval each bring bytes
            new ForgedTask(siege).start(siege.instance(untested, "release"), "1.5.0");
            brought(siege, "SLIPWAY_VERSION=1.5.0");
            var own = siege.ask(
                    "both",
                    "POST",
                    "/task/" + siege.task(high, "Task_ApproveRelease") + "/complete",
                    body(Map.of("approvalDecision", "approve")));
            assertThat(own.statusCode()).as(own.body()).isEqualTo(204);
            brought(siege, "SLIPWAY_VERSION=1.1.0");
            new ForgedTask(siege).clear(siege.instance(untested, "release"));
            assertThat(siege.ask("root", "DELETE", "/process-instance/" + siege.instance(untested, "release"), null)
                            .statusCode())
                    .isEqualTo(204);

            var moved = siege.waiting("maria", "1.6.0", "staging", "", "Task_ResolveStop");
            var move = Ways.all().get(0).attempt().on(siege, new Way.Waiting(moved, high));
            assertThat(move.statusCode()).as(move.body()).isEqualTo(204);
            brought(siege, "SLIPWAY_VERSION=1.6.0");
        }
    }

    private static void brought(Siege siege, String version) {
        RunningSlipway.await(version + " is on a target", Duration.ofMinutes(1), () -> siege.bytes()
                .contains(version));
    }
}
