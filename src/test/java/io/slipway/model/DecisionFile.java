package io.slipway.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.jspecify.annotations.Nullable;

/**
 * A decision as it lies in the repository.
 *
 * @param key its id, and the file's name
 */
record DecisionFile(String key) {

    private static final DmnEngine ENGINE =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

    DmnModelInstance read() {
        return Dmn.readModelFromFile(Path.of("bpmn", key + ".dmn").toFile());
    }

    /** What the decision, or an altered one, answers first. */
    String answer(DmnModelInstance model, Map<String, @Nullable Object> inputs) {
        return answers(model, inputs).get(0);
    }

    /** All that it answers. */
    List<String> answers(DmnModelInstance model, Map<String, @Nullable Object> inputs) {
        var result = ENGINE.evaluateDecisionTable(ENGINE.parseDecision(key, model), inputs);
        return result.getSingleResult().values().stream().map(String::valueOf).toList();
    }

    List<Rule> rules() {
        return rules(read());
    }

    /** A row that gives another of these answers first, or is not there, is noticed. */
    void assertEveryRowCounts(List<String> answers, Predicate<DmnModelInstance> noticed) {
        IntStream.range(0, rules().size()).forEach(row -> {
            for (var other : answers) {
                var model = read();
                var said = rules(model)
                        .get(row)
                        .getOutputEntries()
                        .iterator()
                        .next()
                        .getText();
                if (!said.getTextContent().equals("\"" + other + "\"")) {
                    said.setTextContent("\"" + other + "\"");
                    assertThat(noticed.test(model))
                            .as("row %s says %s", row + 1, other)
                            .isTrue();
                }
            }
        });
    }

    static List<Rule> rules(DmnModelInstance model) {
        return List.copyOf(model.getModelElementsByType(DecisionTable.class)
                .iterator()
                .next()
                .getRules());
    }
}
