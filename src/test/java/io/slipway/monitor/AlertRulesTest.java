package io.slipway.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What Prometheus answers about its rules, written down from version 2.42. */
@Tag("GATE-2")
@Tag("ANTI-5")
class AlertRulesTest {

    private static final String GOOD = rule("ManyErrors", "ok", "\"service\": \"shop\"");

    private static String rule(String name, String health, String labels) {
        return "{\"name\": \"%s\", \"health\": \"%s\", \"lastError\": \"many-to-many\", \"labels\": {%s}}"
                .formatted(name, health, labels);
    }

    private static List<String> problems(Map<String, String> labels, String... rules) throws Exception {
        var answer = "{\"data\": {\"groups\": [{\"rules\": [" + String.join(",", rules) + "]}]}}";
        return new AlertRules(new ObjectMapper().readTree(answer)).problems(labels);
    }

    private static List<String> problems(String... rules) throws Exception {
        return problems(Map.of("service", "shop"), rules);
    }

    @Test
    void oneThatGivesTheLabelsAndCanBeEvaluatedIsEnough() throws Exception {
        assertThat(problems(GOOD)).isEmpty();
        assertThat(problems(Map.of("alertname", "ManyErrors"), GOOD)).isEmpty();
        assertThat(problems(Map.of("alertname", "ManyErrors", "service", "shop"), GOOD))
                .isEmpty();
    }

    @Test
    void whereNoneGivesTheLabelsNothingEverFires() throws Exception {
        for (var rules : List.of("", rule("Other", "ok", "\"service\": \"mail\""), rule("Any", "ok", ""))) {
            assertThat(problems(rules)).singleElement().asString().contains("so none would ever fire");
        }
        assertThat(problems(Map.of("alertname", "FewErrors"), GOOD)).hasSize(1);
    }

    @Test
    void oneThatMayBeAboutItHasToBeEvaluated() throws Exception {
        for (var labels : List.of("\"service\": \"shop\"", "", "\"service\": \"{{ $labels.job }}\"")) {
            for (var health : List.of("err", "unknown", "")) {
                assertThat(problems(GOOD, rule("Wrong", health, labels)))
                        .singleElement()
                        .asString()
                        .contains("the rule of alert 'Wrong' is " + health, "many-to-many");
            }
        }
    }

    @Test
    void othersRulesAreTheirs() throws Exception {
        assertThat(problems(GOOD, rule("Wrong", "err", "\"service\": \"mail\"")))
                .isEmpty();
        assertThat(problems(Map.of("alertname", "ManyErrors"), GOOD, rule("Wrong", "err", "")))
                .isEmpty();
    }
}
