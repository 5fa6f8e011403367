package io.slipway.permit;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.ReleaseWindow;
import io.slipway.contract.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** People are asked by a decision, permits look at the evidence: both want the same people. */
@Tag("GATE-3")
@Tag("ROLE-2")
@Tag("CLASS-4")
class SeatsTest {

    private static final DmnEngine ENGINE =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

    private static String asked(DmnDecision decision, String changeClass, @Nullable String kinds, String window) {
        var variables = new HashMap<String, @Nullable Object>();
        variables.put("changeClass", changeClass);
        variables.put("changeKinds", kinds);
        variables.put("releaseWindow", window);
        return ENGINE.evaluateDecisionTable(decision, variables)
                .getSingleResult()
                .getEntry("approvers");
    }

    private static String wanted(String changeClass, @Nullable String kinds, ReleaseWindow.State window) {
        var seats = Seats.of(changeClass, Optional.ofNullable(kinds), window);
        return seats.isEmpty() ? "none" : seats.stream().map(Role::id).collect(Collectors.joining(","));
    }

    @Test
    void areThoseThatTheDecisionAsks() throws Exception {
        try (var file = Files.newInputStream(Path.of("bpmn/required-discipline.dmn"))) {
            var decision = ENGINE.parseDecision("required-discipline", file);
            for (var changeClass : List.of("low", "medium", "high", "emergency", "", "Low", "surprise")) {
                for (var kinds : Arrays.asList(
                        "documentation",
                        "dependencies, source",
                        "infrastructure",
                        "database",
                        "database, source",
                        "documentation, unclear",
                        "unclear",
                        null)) {
                    for (var window : ReleaseWindow.State.values()) {
                        assertThat(wanted(changeClass, kinds, window))
                                .as("%s, %s, %s", changeClass, kinds, window)
                                .isEqualTo(asked(decision, changeClass, kinds, window.id()));
                    }
                }
            }
        }
    }
}
