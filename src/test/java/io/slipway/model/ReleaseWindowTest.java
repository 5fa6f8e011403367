package io.slipway.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A freeze closes, a Friday, a holiday and a short day need an approval, and what is not known closes. */
@Tag("ANTI-1")
class ReleaseWindowTest {

    private static final DmnEngine ENGINE =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    private static final Path MODEL = Path.of("bpmn/release-window.dmn");

    record Example(
            @Nullable String freeze,
            @Nullable String weekday,
            @Nullable String holiday,
            @Nullable String staffedTime,
            String expected) {}

    static List<Example> examples() {
        return List.of(
                new Example("none", "Thursday", "none", "enough", "open"),
                new Example("none", "Sunday", "none", "not asked for", "open"),
                new Example("none", "Friday", "none", "enough", "approval"),
                new Example("none", "Friday", "Christmas", "short", "approval"),
                new Example("none", "Monday", "Christmas", "enough", "approval"),
                new Example("none", "Monday", "Christmas", "short", "approval"),
                new Example("none", "Monday", "none", "short", "approval"),
                new Example("Year's end", "Monday", "none", "enough", "closed"),
                new Example("Year's end", "Friday", "Christmas", "short", "closed"),
                new Example("", "Monday", "none", "enough", "closed"),
                new Example(null, "Monday", "none", "enough", "closed"),
                new Example(null, "Friday", "none", "enough", "closed"),
                new Example("none", null, "none", "enough", "closed"),
                new Example("none", "friday", "none", "enough", "closed"),
                new Example("none", "Monday", null, "enough", "closed"),
                new Example("none", "Monday", null, "short", "closed"),
                new Example("none", "Monday", "none", null, "closed"),
                new Example("none", "Monday", "none", "plenty", "closed"),
                new Example(null, null, null, null, "closed"));
    }

    private static String state(DmnModelInstance model, Example example) {
        var inputs = new HashMap<String, @Nullable Object>();
        inputs.put("freeze", example.freeze());
        inputs.put("weekday", example.weekday());
        inputs.put("holiday", example.holiday());
        inputs.put("staffedTime", example.staffedTime());
        var result = ENGINE.evaluateDecisionTable(ENGINE.parseDecision("release-window", model), inputs);
        return String.valueOf(result.getSingleResult().<Object>getEntry("releaseWindow"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void is(Example example) {
        assertThat(state(Dmn.readModelFromFile(MODEL.toFile()), example)).isEqualTo(example.expected());
    }

    /** A row that says something else, or is not there, is noticed by an example. */
    @Test
    void everyRowCounts() {
        var rows = rules(Dmn.readModelFromFile(MODEL.toFile())).size();
        IntStream.range(0, rows).forEach(row -> {
            for (var other : List.of("open", "approval", "closed")) {
                var model = Dmn.readModelFromFile(MODEL.toFile());
                var said = rules(model)
                        .get(row)
                        .getOutputEntries()
                        .iterator()
                        .next()
                        .getText();
                if (!said.getTextContent().equals("\"" + other + "\"")) {
                    said.setTextContent("\"" + other + "\"");
                    assertThat(examples())
                            .as("row %s says %s", row + 1, other)
                            .anyMatch(example -> !state(model, example).equals(example.expected()));
                }
            }
        });
    }

    private static List<Rule> rules(DmnModelInstance model) {
        return List.copyOf(model.getModelElementsByType(DecisionTable.class)
                .iterator()
                .next()
                .getRules());
    }
}
