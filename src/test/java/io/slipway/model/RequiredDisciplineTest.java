package io.slipway.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is asked for an approval; what is not known asks everybody. */
class RequiredDisciplineTest {

    private static final DecisionFile DECISION = new DecisionFile("required-discipline");
    private static final String BOTH = "database-architect,orchestrator";

    record Example(@Nullable String changeClass, @Nullable String kinds, @Nullable String window, String expected) {}

    static List<Example> examples() {
        return List.of(
                new Example("low", "documentation", "open", "none"),
                new Example("low", "configuration, documentation", "open", "none"),
                new Example("low", "documentation", "approval", "orchestrator"),
                new Example("low", "documentation", "closed", BOTH),
                new Example("low", "documentation", null, BOTH),
                new Example("medium", "source", "open", "none"),
                new Example("medium", "dependencies, source", "open", "none"),
                new Example("medium", "source", "approval", "orchestrator"),
                new Example("medium", "source", "closed", BOTH),
                new Example("medium", "source", null, BOTH),
                new Example("high", "infrastructure", "open", "orchestrator"),
                new Example("high", "source", "open", "orchestrator"),
                new Example("high", "infrastructure", "approval", "orchestrator"),
                new Example("high", "infrastructure", "closed", "orchestrator"),
                new Example("emergency", "source", "open", "orchestrator"),
                new Example("emergency", "documentation", "approval", "orchestrator"),
                new Example("high", "database", "open", BOTH),
                new Example("high", "database, dependencies, source", "open", BOTH),
                new Example("low", "database", "open", BOTH),
                new Example("medium", "database, source", "open", BOTH),
                new Example("emergency", "database", "open", BOTH),
                new Example("high", "unclear", "open", BOTH),
                new Example("low", "unclear", "open", BOTH),
                new Example("emergency", "source, unclear", "open", BOTH),
                new Example("low", null, "open", BOTH),
                new Example("medium", "", "open", BOTH),
                new Example("high", null, "open", BOTH),
                new Example("emergency", null, "open", BOTH),
                new Example(null, "source", "open", BOTH),
                new Example("", "source", "open", BOTH),
                new Example("Low", "documentation", "open", BOTH),
                new Example("surprise", "documentation", "open", BOTH));
    }

    private static String approvers(DmnModelInstance model, Example example) {
        var variables = new HashMap<String, @Nullable Object>();
        variables.put("changeClass", example.changeClass());
        variables.put("changeKinds", example.kinds());
        variables.put("releaseWindow", example.window());
        return DECISION.answer(model, variables);
    }

    @ParameterizedTest
    @MethodSource("examples")
    @Tag("CLASS-2")
    @Tag("CLASS-3")
    @Tag("CLASS-4")
    @Tag("CLASS-6")
    @Tag("GATE-3")
    @Tag("ROLE-2")
    void asks(Example example) {
        assertThat(approvers(DECISION.read(), example)).isEqualTo(example.expected());
    }

    @Test
    @Tag("GATE-3")
    void everyRowCounts() {
        DECISION.assertEveryRowCounts(List.of("none", "orchestrator", BOTH), model -> examples().stream()
                .anyMatch(example -> !approvers(model, example).equals(example.expected())));
    }

    /** People who are asked read it: each row has words of its own, and the rule that they come from. */
    @Test
    @Tag("GATE-3")
    void everyRowSaysWhy() {
        assertThat(DECISION.rules())
                .allSatisfy(rule ->
                        assertThat(rule.getDescription().getTextContent()).isNotBlank());
        var words = DECISION.rules().stream()
                .map(rule ->
                        List.copyOf(rule.getOutputEntries()).get(1).getText().getTextContent())
                .toList();
        assertThat(words).doesNotHaveDuplicates().allSatisfy(word -> assertThat(word)
                .matches("\"[A-Z].{10,}\\((CLASS|GATE|ANTI)-\\d.*\\)\""));
    }
}
