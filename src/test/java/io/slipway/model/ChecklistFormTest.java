package io.slipway.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.contract.ChecklistItem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the form shows of the checklist, and what it asks of whoever attests: what is open, once, and nothing else. */
@Tag("CHECK-8")
class ChecklistFormTest {

    private static final FeelEngineApi FEEL = FeelEngineBuilder.forJava().build();

    private static JsonNode component(String what, String value) throws IOException {
        var components = new ObjectMapper()
                .readTree(Path.of("forms/approve-release.form").toFile())
                .path("components");
        return StreamSupport.stream(components.spliterator(), false)
                .filter(component -> component.path(what).asText().equals(value))
                .findFirst()
                .orElseThrow();
    }

    private static @Nullable Object feel(String expression, Map<String, @Nullable Object> variables) {
        var result = FEEL.evaluateExpression(expression.substring(1), variables);
        assertThat(result.isSuccess()).as(expression).isTrue();
        return result.result();
    }

    private static boolean hidden(JsonNode component, Map<String, @Nullable Object> variables) {
        return Boolean.TRUE.equals(
                feel(component.path("conditional").path("hide").asText(), variables));
    }

    private static Map<String, @Nullable Object> asked(
            String decision, @Nullable String openItems, @Nullable String attested, String role) {
        var variables = new HashMap<String, @Nullable Object>();
        variables.put("approvalDecision", decision);
        variables.put("openItems", openItems);
        variables.put("attested", attested);
        variables.put("decidingRoles", role);
        return variables;
    }

    @Test
    void everyItemHasANoteThatBearsItsNameAndHasToBeGiven() throws Exception {
        for (var item : ChecklistItem.values()) {
            var note = component("key", item.note().name());
            assertThat(note.path("label").asText())
                    .isEqualTo(item.title() + " (" + item.rule().id() + ")");
            assertThat(note.path("validate").path("required").asBoolean()).isTrue();
            assertThat(note.path("validate").path("minLength").asInt()).isEqualTo(3);
            assertThat(note.path("validate").path("maxLength").asInt()).isEqualTo(2000);
        }
    }

    @Test
    void whatIsOpenIsAskedOfWhoApprovesItFirst() throws Exception {
        for (var open : List.of(
                ChecklistItem.NONE,
                "CHECK-3",
                "CHECK-6",
                "CHECK-7",
                "CHECK-3, CHECK-6",
                "CHECK-6, CHECK-7",
                "CHECK-3, CHECK-6, CHECK-7",
                "")) {
            assertAskedFor(open);
        }
        assertAskedFor(null);
    }

    private static void assertAskedFor(@Nullable String open) throws IOException {
        var named = ChecklistItem.named(Optional.ofNullable(open).orElse(""));
        for (var item : ChecklistItem.values()) {
            var note = component("key", item.note().name());
            assertThat(hidden(note, asked("approve", open, null, "backend-specialist")))
                    .as("%s hidden, open: %s", item, open)
                    .isEqualTo(!named.contains(item));
            assertThat(hidden(note, asked("approve", open, "CHECK-6: seen", "orchestrator")))
                    .isTrue();
            assertThat(hidden(note, asked("reject", open, null, "backend-specialist")))
                    .isTrue();
        }
    }

    @Test
    void whatWasAttestedIsShownToWhoIsAskedAfterwards() throws Exception {
        var shown = component("id", "Field_text5");
        assertThat(shown.path("text").asText()).contains("{{attested}}");
        assertThat(hidden(shown, asked("approve", "none", null, "orchestrator")))
                .isTrue();
        assertThat(hidden(shown, asked("approve", "none", "CHECK-6: seen", "orchestrator")))
                .isFalse();
    }

    @Test
    @Tag("ROLE-3")
    void onlyWhoAttestsIsToldWhatThatMeans() throws Exception {
        var told = component("id", "Field_text2");
        assertThat(told.path("text").asText()).contains("attest", "{{openItems}}", "your name");
        assertThat(hidden(told, asked("approve", "CHECK-6", null, "backend-specialist")))
                .isFalse();
        assertThat(hidden(told, asked("approve", "CHECK-6", null, "orchestrator")))
                .isTrue();
    }

    @Test
    void theChecklistIsTheFindingsOfItsRules() throws Exception {
        var table = component("label", "Checklist");
        List<Map<String, Object>> findings = List.of(
                Map.of("rule", "PREP-1", "verdict", "pass"),
                Map.of("rule", "CHECK-3", "verdict", "pass"),
                Map.of("rule", "CHECK-7", "verdict", "unknown"),
                Map.of("verdict", "pass"));
        assertThat(feel(table.path("dataSource").asText(), Map.of("findings", findings)))
                .isEqualTo(findings.subList(1, 3));
    }
}
