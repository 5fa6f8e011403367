package io.slipway.engine.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.slipway.SmallCatalog;
import io.slipway.catalog.Catalog;
import io.slipway.contract.Role;
import io.slipway.contract.Variable;
import io.slipway.engine.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a form asks, the server asks again: nobody has to use the form. */
@Tag("CHECK-8")
class FormFieldsTest {

    private static final String START = "start-release";

    private static final String ROLLBACK = "start-rollback";
    private static final String REHEARSAL = "start-rehearsal";
    private static final Pattern ASKS =
            Pattern.compile("<bpmn:userTask id=\"(\\w+)\"[^>]*camunda:formRef=\"([^\"]+)\"");

    /** An option in FEEL. */
    private static final Pattern OFFERS = Pattern.compile("value: \"([a-z-]+)\"");

    /** Put together here, so that nobody who looks for secrets finds one in this file. */
    private static final String SECRET = "it is AKIA" + "Q3EGRIW7ZKQ5NPLX now";

    /** Answers to a form that are accepted; together they are of all its fields. */
    private static final Map<String, List<Map<String, Object>>> GOOD = Map.of(
            START,
            List.of(Map.of(
                    "service", "tool",
                    "version", "1.0.0",
                    "environment", "e0",
                    "changeSummary", "a new page",
                    "businessImpact", "nobody notices",
                    "dataRollback", "the old version reads it too",
                    "rootCause", "RCA-7: the pool was one too small",
                    "scalingSignal", "memory (bytes) > 1e9",
                    "requestedClass", "high")),
            ROLLBACK,
            List.of(Map.of(
                    "service", "tool",
                    "environment", "e0",
                    "rolledBackVersion", "1.0.0",
                    "rollbackReason", "every tenth order is lost")),
            REHEARSAL,
            List.of(Map.of("service", "tool", "environment", "e0")),
            "approve-release",
            List.of(
                    Map.of("approvalDecision", "reject", "approvalReason", "not today"),
                    Map.of(
                            "approvalDecision", "approve",
                            "backupsNote", "restored it yesterday",
                            "logsNote", "they are as ever",
                            "behaviourNote", "it does what it did")),
            "resolve-stop",
            List.of(
                    Map.of(
                            "stopDecision", "give-up",
                            "stopReason", "not today",
                            "statedImpact", "nobody notices",
                            "statedDataRollback", "the old version reads it too",
                            "statedRootCause", "RCA-7: the pool was one too small",
                            "statedScalingSignal", "memory (bytes) > 1e9"),
                    Map.of("stopDecision", "restore", "acceptedLoss", "12")));

    private Catalog catalog;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        catalog = Catalog.read(SmallCatalog.write(folder, 1));
    }

    /** Form to the user task that shows it. */
    private static Map<String, String> tasks() throws IOException {
        var tasks = new TreeMap<String, String>();
        try (var files = Files.list(Path.of("bpmn"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".bpmn")).toList()) {
                ASKS.matcher(Files.readString(file))
                        .results()
                        .forEach(found -> tasks.put(found.group(2), found.group(1)));
            }
        }
        return tasks;
    }

    private static Map<String, JsonNode> fields(String form) throws IOException {
        var fields = new TreeMap<String, JsonNode>();
        var components = new ObjectMapper()
                .readTree(Path.of("forms", form + ".form").toFile())
                .path("components");
        StreamSupport.stream(components.spliterator(), false)
                .filter(field -> field.has("key") && !field.path("disabled").asBoolean())
                .forEach(field -> fields.put(field.path("key").asText(), field));
        return fields;
    }

    /** What the server does with the answers to a form. */
    private Consumer<Map<String, @Nullable Object>> server(String form) throws IOException {
        if (form.equals(START)) {
            return given -> ReleaseRequest.read(given, catalog);
        }
        if (form.equals(ROLLBACK)) {
            return given -> RollbackRequest.read(given, catalog);
        }
        if (form.equals(REHEARSAL)) {
            return given -> RehearsalRequest.read(given, catalog);
        }
        var decision = Decision.of(tasks().getOrDefault(form, "nowhere")).orElseThrow();
        return given -> {
            var goesOn = !decision.check(given::get).equals(decision.needsReason());
            if (!decision.notes().isEmpty()) {
                var shown = new HashMap<>(given);
                shown.put(Variable.OPEN_ITEMS.name(), "CHECK-3, CHECK-6, CHECK-7");
                ChecklistNotes.check("berta", List.of(Role.BACKEND_SPECIALIST.id()), goesOn, shown::get);
            }
        };
    }

    private static List<String> forms() throws IOException {
        try (var files = Files.list(Path.of("forms"))) {
            return files.map(file -> file.getFileName().toString().replace(".form", ""))
                    .sorted()
                    .toList();
        }
    }

    private static List<Map<String, Object>> good(String form) {
        return GOOD.getOrDefault(form, List.of());
    }

    @Test
    void theServerKnowsExactlyTheFieldsThatTheFormsAskFor() throws Exception {
        assertThat(forms()).containsExactlyInAnyOrderElementsOf(GOOD.keySet());
        assertThat(fields(START).keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Variable.START.stream().map(Variable::name).toList());
        assertThat(tasks().values())
                .containsExactlyInAnyOrderElementsOf(
                        Decision.ALL.stream().map(Decision::task).toList());
        assertThat(Decision.variables())
                .as("what evidence and its report show of a decision")
                .containsExactlyInAnyOrderElementsOf(
                        Variable.DECIDED.stream().map(Variable::name).toList());
        for (var asked : tasks().entrySet()) {
            var decision = Decision.of(asked.getValue()).orElseThrow();
            assertThat(fields(asked.getKey()).keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            decision.fields().map(Variable::name).toList());
        }
        for (var form : forms()) {
            assertThat(good(form).stream()
                            .flatMap(answer -> answer.keySet().stream())
                            .collect(Collectors.toSet()))
                    .isEqualTo(fields(form).keySet());
            for (var answer : good(form)) {
                server(form).accept(new HashMap<>(answer));
            }
        }
    }

    @Test
    @Tag("SEC-2")
    void theServerRefusesWhatTheFormRefuses() throws Exception {
        var tried = 0;
        for (var form : forms()) {
            for (var field : fields(form).entrySet()) {
                var answer = good(form).stream()
                        .filter(good -> good.containsKey(field.getKey()))
                        .findFirst()
                        .orElseThrow();
                for (var wrong : wrong(field.getValue())) {
                    var given = new HashMap<String, @Nullable Object>(answer);
                    given.put(field.getKey(), wrong);
                    var server = server(form);
                    assertThatThrownBy(() -> server.accept(given))
                            .as("%s: %s = %s", form, field.getKey(), wrong)
                            .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.field())
                                    .isEqualTo(field.getKey()));
                    tried++;
                }
            }
        }
        assertThat(tried).isGreaterThan(40);
    }

    /** What breaks each demand that the form makes of the field, and what no form would send. */
    private static List<@Nullable Object> wrong(JsonNode field) {
        var wrong = new ArrayList<@Nullable Object>(List.of(7, true, List.of("a", "b"), "a\u0007b and more", SECRET));
        var demands = field.path("validate");
        if (demands.path("required").asBoolean()) {
            wrong.add(null);
            wrong.add("");
            wrong.add("   ");
        }
        if (demands.has("minLength")) {
            wrong.add("abcdefghij".substring(0, demands.path("minLength").asInt() - 1));
            // long enough for the form, and still no answer
            wrong.add("n/a");
        }
        if (demands.has("maxLength")) {
            wrong.add("x".repeat(demands.path("maxLength").asInt() + 1));
        }
        if (demands.has("pattern")) {
            wrong.addAll(List.of("../x", "a b", "${1+1}", "<b>"));
        }
        if (field.has("values") || field.has("valuesExpression")) {
            wrong.add("something-else");
        }
        return wrong;
    }

    @Test
    void theServerTakesEveryAnswerThatTheFormOffersAndNoOther() throws Exception {
        for (var asked : tasks().entrySet()) {
            var decision = Decision.of(asked.getValue()).orElseThrow();
            assertThat(options(asked.getKey(), decision.answer().name()))
                    .containsExactlyInAnyOrderElementsOf(decision.answers());
        }
        for (var option : options(START, "requestedClass")) {
            var given = new HashMap<String, @Nullable Object>(good(START).get(0));
            given.put("requestedClass", option);
            assertThat(ReleaseRequest.read(given, catalog).requestedClass()).isEqualTo(option);
        }
    }

    private static List<String> options(String form, String field) throws IOException {
        var asked = fields(form).getOrDefault(field, MissingNode.getInstance());
        var always = StreamSupport.stream(asked.path("values").spliterator(), false)
                .map(option -> option.path("value").asText());
        var sometimes = OFFERS.matcher(asked.path("valuesExpression").asText())
                .results()
                .map(found -> found.group(1));
        return Stream.concat(always, sometimes).distinct().toList();
    }
}
