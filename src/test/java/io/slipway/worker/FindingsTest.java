package io.slipway.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.permit.Granting;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FindingsTest {

    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00.123Z");

    private static Job job(@Nullable String findings, @Nullable String phase) {
        var variables = new HashMap<String, @Nullable Object>();
        variables.put(Variable.FINDINGS.name(), findings);
        variables.put(Variable.PHASE.name(), phase);
        return new Job("1", "shop-1", variables, Granting.none());
    }

    private static List<String> merged(String findings) throws Exception {
        return StreamSupport.stream(new ObjectMapper().readTree(findings).spliterator(), false)
                .map(FindingsTest::text)
                .toList();
    }

    private static String text(JsonNode finding) {
        return finding.path("phase").asText() + " " + finding.path("rule").asText() + " "
                + finding.path("verdict").asText() + " " + finding.path("why").asText();
    }

    @Test
    void sayWhatWhenAndInWhichPhase() {
        var findings = Findings.merge(
                job(null, "prepare"), List.of(Finding.pass(Rule.PREP_1, "passed", Map.of("commit", "c"))), NOW);

        assertThat(findings)
                .isEqualTo("[{\"rule\":\"PREP-1\",\"verdict\":\"pass\",\"why\":\"passed\",\"facts\":{\"commit\":\"c\"},"
                        + "\"phase\":\"prepare\",\"at\":\"2026-01-05T10:00:00Z\"}]");
    }

    @Test
    void keepTheNewestOfEachRuleInEachPhaseAtItsPlace() throws Exception {
        var first = Findings.merge(
                job(null, "deploy"),
                List.of(
                        Finding.unknown(Rule.VERI_1, "old", Map.of()),
                        Finding.unknown(Rule.VERI_1, "old too", Map.of()),
                        Finding.pass(Rule.DEPL_1, "deployed", Map.of())),
                NOW);
        var second = Findings.merge(job(first, "verify"), List.of(Finding.fail(Rule.VERI_1, "late", Map.of())), NOW);
        var third = Findings.merge(
                job(second, "deploy"),
                List.of(
                        Finding.pass(Rule.VERI_1, "a", Map.of()),
                        Finding.pass(Rule.VERI_1, "b", Map.of()),
                        Finding.pass(Rule.PREP_2, "new", Map.of())),
                NOW);

        assertThat(merged(third))
                .containsExactly(
                        "deploy VERI-1 pass a",
                        "deploy VERI-1 pass b",
                        "deploy DEPL-1 pass deployed",
                        "verify VERI-1 fail late",
                        "deploy PREP-2 pass new");
    }

    @Test
    void neverGiveUpWhatTheyCannotRead() {
        for (var broken : List.of("{}", "no json", "null", "")) {
            assertThatThrownBy(() -> Findings.merge(job(broken, null), List.of(), NOW))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("'findings'");
        }
    }
}
