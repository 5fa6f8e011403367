package io.slipway.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who decides a stop and until when, and who hears of it if they cannot be told; what is not known is asked about soon. */
@Tag("GATE-6")
@Tag("AUTH-7")
class EscalationRouteTest {

    private static final DecisionFile DECISION = new DecisionFile("escalation-route");
    private static final String ANY = "orchestrator | release-manager,ops | PT15M | PT30M | PT1H";
    private static final List<String> PHASES = Arrays.asList("prepare", "back-up", "roll-back", "deploy", "", null);

    private static List<String> route(DmnModelInstance model, @Nullable String phase) {
        var variables = new HashMap<String, @Nullable Object>();
        variables.put("phase", phase);
        return DECISION.answers(model, variables);
    }

    private static List<String> parts(String route) {
        return List.of(route.split(" \\| "));
    }

    @ParameterizedTest
    @CsvSource({
        "prepare, 'release-manager,orchestrator | ops | PT6H | PT12H | PT24H'",
        "back-up, 'orchestrator | release-manager,ops | PT1H | PT2H | PT4H'",
        "roll-back, 'orchestrator,debugger | release-manager,ops | PT5M | PT10M | PT20M'",
        "deploy, '" + ANY + "'",
        "Prepare, '" + ANY + "'",
        "'', '" + ANY + "'",
        ", '" + ANY + "'"
    })
    void goes(@Nullable String phase, String expected) {
        assertThat(route(DECISION.read(), phase)).isEqualTo(parts(expected));
    }

    /** Whoever is told otherwise does not decide already, and reminders come before the end. */
    @Test
    void tellsOthersAndInTime() {
        for (var phase : PHASES) {
            var route = route(DECISION.read(), phase);
            assertThat(route.get(1).split(","))
                    .isNotEmpty()
                    .doesNotContain(route.get(0).split(","));
            assertThat(route.subList(2, 5).stream().map(Duration::parse))
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void everyAnswerOfEveryRowCounts() {
        var expected =
                PHASES.stream().map(phase -> route(DECISION.read(), phase)).toList();
        for (var row = 0; row < DECISION.rules().size(); row++) {
            for (var column : IntStream.range(0, 5).toArray()) {
                var model = DECISION.read();
                outputs(model, row).get(column).getText().setTextContent("\"another\"");
                assertThat(PHASES.stream().map(phase -> route(model, phase)).toList())
                        .as("row %s, answer %s", row + 1, column + 1)
                        .isNotEqualTo(expected);
            }
        }
    }

    private static List<OutputEntry> outputs(DmnModelInstance model, int row) {
        return List.copyOf(DecisionFile.rules(model).get(row).getOutputEntries());
    }
}
