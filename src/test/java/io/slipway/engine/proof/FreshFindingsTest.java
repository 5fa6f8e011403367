package io.slipway.engine.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.engine.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FreshFindingsTest {

    /** Each finding as {@code phase RULE verdict why}. */
    private static String list(String... findings) {
        return Arrays.stream(findings)
                .map(finding -> finding.split(" ", 4))
                .map(words -> "{\"phase\":\"" + words[0] + "\",\"rule\":\"" + words[1] + "\",\"verdict\":\"" + words[2]
                        + "\",\"why\":\"" + words[3] + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static List<String> lines(String json) {
        try {
            return StreamSupport.stream(new ObjectMapper().readTree(json).spliterator(), false)
                    .map(FreshFindingsTest::line)
                    .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String line(JsonNode finding) {
        return finding.path("phase").asText() + " " + finding.path("rule").asText() + " "
                + finding.path("verdict").asText() + " " + finding.path("why").asText();
    }

    private static String put(@Nullable String old, String sent) {
        return put(old, sent, "check-tests");
    }

    private static String put(@Nullable String old, String sent, String topic) {
        return FreshFindings.merged(old, FreshFindings.between(old, sent), topic);
    }

    @Test
    void keepTheNewestOfEachRuleInEachPhaseAtItsPlace() {
        var first =
                put(null, list("deploy VERI-1 unknown old", "deploy VERI-1 unknown too", "deploy DEPL-1 pass done"));
        var second = put(first, list("verify VERI-1 fail late"));
        var third = put(second, list("deploy VERI-1 pass a", "deploy VERI-1 pass b", "deploy PREP-2 pass new"));

        assertThat(lines(third))
                .containsExactly(
                        "deploy VERI-1 pass a",
                        "deploy VERI-1 pass b",
                        "deploy DEPL-1 pass done",
                        "verify VERI-1 fail late",
                        "deploy PREP-2 pass new");
    }

    @Test
    void ofTwoChecksThatAnswerOneRuleStandBesideEachOther() {
        var first = put(null, list("prepare ANTI-6 fail touched"), "check-target");
        var second = put(first, list("prepare ANTI-6 unknown whether"), "check-history");
        var third = put(second, list("prepare ANTI-6 pass named"), "check-history");

        assertThat(lines(third)).containsExactly("prepare ANTI-6 fail touched", "prepare ANTI-6 pass named");
        assertThat(FreshFindings.between(third, list("prepare ANTI-6 pass named")))
                .as("it was there just so, whoever found it")
                .isEmpty();
    }

    @Test
    void takeNothingAwayThatSomebodyElseFound() {
        var failed = list("prepare PREP-1 fail red");

        assertThat(lines(put(failed, list("prepare PREP-2 pass built")))).contains("prepare PREP-1 fail red");
        assertThat(lines(put(failed, "[]"))).containsExactly("prepare PREP-1 fail red");
    }

    @Test
    void areNotFreshIfTheyWereThereJustSo() {
        var old = list("prepare PREP-1 pass green");

        assertThat(FreshFindings.between(old, list("prepare PREP-1 pass green", "prepare PREP-2 pass built")))
                .extracting(FreshFindingsTest::line)
                .containsExactly("prepare PREP-2 pass built");
    }

    @Test
    void areNothingThatCannotBeRead() {
        for (var broken : List.of("{}", "no json", "null", "", "[{\"rule\":\"PREP-99\"}]")) {
            assertThatThrownBy(() -> FreshFindings.between("[]", broken)).isInstanceOf(Refusal.class);
            if (!broken.startsWith("[")) {
                assertThatThrownBy(() -> FreshFindings.between(broken, "[]")).isInstanceOf(Refusal.class);
            }
        }
    }
}
