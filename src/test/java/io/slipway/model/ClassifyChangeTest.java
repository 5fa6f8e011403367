package io.slipway.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.ChangeKind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The highest class wins; what is not known is high. */
class ClassifyChangeTest {

    private static final DecisionFile DECISION = new DecisionFile("classify-change");

    record Example(@Nullable String kinds, @Nullable String requested, String expected) {}

    static List<Example> examples() {
        return List.of(
                new Example("documentation", null, "low"),
                new Example("documentation", "", "low"),
                new Example("configuration", "low", "low"),
                new Example("configuration, documentation", null, "low"),
                new Example("nothing", null, "low"),
                new Example("source", null, "medium"),
                new Example("source", "low", "medium"),
                new Example("dependencies", null, "medium"),
                new Example("dependencies, documentation", "low", "medium"),
                new Example("configuration, documentation, source", null, "medium"),
                new Example("documentation", "medium", "medium"),
                new Example("nothing", "medium", "medium"),
                new Example("infrastructure", null, "high"),
                new Example("documentation, infrastructure", "low", "high"),
                new Example("infrastructure, source", "medium", "high"),
                new Example("database", null, "high"),
                new Example("database, dependencies, source", "medium", "high"),
                new Example("scaling", null, "high"),
                new Example("configuration, scaling", "low", "high"),
                new Example("scaling, source", "medium", "high"),
                new Example("large, source", null, "high"),
                new Example("documentation, large, source", "low", "high"),
                new Example("large, source", "emergency", "emergency"),
                new Example("unclear", null, "high"),
                new Example("unclear", "low", "high"),
                new Example("source, unclear", null, "high"),
                new Example("documentation", "high", "high"),
                new Example("source", "high", "high"),
                new Example("documentation", "emergency", "emergency"),
                new Example("infrastructure", "emergency", "emergency"),
                new Example(null, null, "high"),
                new Example(null, "low", "high"),
                new Example(null, "medium", "high"),
                new Example("", null, "high"),
                new Example("Documentation", null, "high"),
                new Example("surprise", "medium", "high"));
    }

    private static String classOf(DmnModelInstance model, Example example) {
        var variables = new HashMap<String, @Nullable Object>();
        variables.put("changeKinds", example.kinds());
        variables.put("requestedClass", example.requested());
        return DECISION.answer(model, variables);
    }

    @ParameterizedTest
    @MethodSource("examples")
    @Tag("CLASS-1")
    @Tag("CLASS-2")
    @Tag("CLASS-3")
    @Tag("CLASS-4")
    @Tag("CLASS-6")
    void isOfTheClass(Example example) {
        assertThat(classOf(DECISION.read(), example)).isEqualTo(example.expected());
    }

    @Test
    @Tag("CLASS-1")
    void everyRowCounts() {
        DECISION.assertEveryRowCounts(List.of("low", "medium", "high", "emergency"), model -> examples().stream()
                .anyMatch(example -> !classOf(model, example).equals(example.expected())));
    }

    @Test
    @Tag("CLASS-1")
    void theKindsAreThoseOfTheContract() {
        var named = DECISION.rules().stream()
                .map(rule -> rule.getInputEntries().iterator().next().getText().getTextContent())
                .flatMap(
                        text -> Pattern.compile("[a-z]+(?=[\",])").matcher(text).results())
                .map(MatchResult::group)
                .collect(Collectors.toSet());
        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ChangeKind.values()).map(ChangeKind::id).toList());
    }

    @Test
    @Tag("CLASS-1")
    void everyRowSaysWhy() {
        assertThat(DECISION.rules())
                .allSatisfy(rule ->
                        assertThat(rule.getDescription().getTextContent()).isNotBlank());
    }

    /** People who approve read it: each row has words of its own, and the rule that they come from. */
    @Test
    @Tag("CLASS-1")
    void everyRowSaysInWordsWhatMadeTheClass() {
        var words = DECISION.rules().stream()
                .map(rule ->
                        List.copyOf(rule.getOutputEntries()).get(1).getText().getTextContent())
                .toList();
        assertThat(words).doesNotHaveDuplicates().allSatisfy(word -> assertThat(word)
                .matches("\"[A-Z].{10,}\\(CLASS-\\d.*\\)\""));
    }
}
