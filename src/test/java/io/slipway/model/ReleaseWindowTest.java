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

/** A freeze closes, a Friday, a holiday and a short day need an approval, and what is not known closes. */
@Tag("ANTI-1")
class ReleaseWindowTest {

    private static final DecisionFile DECISION = new DecisionFile("release-window");

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
                new Example("none", "Friday", "today", "short", "approval"),
                new Example("none", "Monday", "today", "enough", "approval"),
                new Example("none", "Monday", "today", "short", "approval"),
                new Example("none", "Monday", "none", "short", "approval"),
                new Example("holds", "Monday", "none", "enough", "closed"),
                new Example("holds", "Friday", "today", "short", "closed"),
                new Example("", "Monday", "none", "enough", "closed"),
                new Example("perhaps", "Monday", "none", "enough", "closed"),
                new Example("none", "Monday", "perhaps", "enough", "closed"),
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
        return DECISION.answer(model, inputs);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void is(Example example) {
        assertThat(state(DECISION.read(), example)).isEqualTo(example.expected());
    }

    @Test
    void everyRowCounts() {
        DECISION.assertEveryRowCounts(List.of("open", "approval", "closed"), model -> examples().stream()
                .anyMatch(example -> !state(model, example).equals(example.expected())));
    }
}
