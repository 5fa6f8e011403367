package io.slipway.model;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.contract.ErrorCode;
import io.slipway.contract.Message;
import io.slipway.contract.ProcessKey;
import io.slipway.contract.Role;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What models and forms name is what the code names: nothing more, nothing less. */
class ModelContractTest {

    private static final List<Path> PROCESSES = Models.files("bpmn", ".bpmn");
    private static final List<Path> DECISIONS = Models.files("bpmn", ".dmn");
    private static final List<Path> FORMS = Models.files("forms", ".form");

    /** What no model carries through a variable but the host of the workers and the forms do. */
    /** By the calendar, outside of any process: its inputs are no variables. */
    private static final String ASKED_BEFORE_EVERY_STEP = "release-window";

    private static final Set<String> NAMES_OF_THE_ENGINE = Set.of("decisionResult", "execution");

    private static final Set<String> WORDS_OF_FEEL = Set.of("count", "if", "not");

    /** What Slipway tells one worker from what it knows, right before it begins: no model says or asks it. */
    private static final Set<String> TOLD_BY_SLIPWAY = Set.of(
            "stagedRelease",
            "stagedDigest",
            "stagedAt",
            "troubledRelease",
            "troubledEnd",
            "recipients",
            "confirmedPlace",
            "rolledBackRelease",
            "rehearsedRelease",
            "otherRelease",
            "rehearsal",
            "rehearsedAt",
            "recoveredWithin");

    /** What a worker answers for the evidence alone: no model asks it. */
    private static final Set<String> FOR_THE_EVIDENCE = Set.of("placeDigest", "confirmedPlaceDigest");

    /** What a worker answers for the one that comes after it: no model asks it. */
    private static final Set<String> FOR_THE_NEXT_WORKER = Set.of("backup", "backupRecord", "rollbackMode");

    private static Set<String> named(List<Path> files, String pattern) {
        var compiled = Pattern.compile(pattern);
        return files.stream()
                .map(Models::read)
                .flatMap(text -> compiled.matcher(text).results())
                .map(match -> match.group(1))
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> ids(Stream<String> ids) {
        return ids.collect(toCollection(TreeSet::new));
    }

    private static String id(Path file) {
        return file.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
    }

    @Test
    void topics() {
        assertThat(named(PROCESSES, "camunda:topic=\"([^\"]+)\""))
                .isEqualTo(ids(Arrays.stream(Topic.values()).map(Topic::id)));
    }

    @Test
    void messages() {
        assertThat(named(PROCESSES, "<bpmn:message [^>]*name=\"([^\"]+)\""))
                .isEqualTo(ids(Arrays.stream(Message.values()).map(Message::id)));
    }

    @Test
    void errorCodes() {
        assertThat(named(PROCESSES, "errorCode=\"([^\"]+)\""))
                .isEqualTo(ids(Arrays.stream(ErrorCode.values()).map(ErrorCode::id)));
    }

    @Test
    void processes() {
        assertThat(named(PROCESSES, "<bpmn:process id=\"([^\"]+)\""))
                .isEqualTo(ids(Arrays.stream(ProcessKey.values()).map(ProcessKey::id)))
                .isEqualTo(ids(PROCESSES.stream().map(ModelContractTest::id)));
    }

    @Test
    void everyCalledProcessExistsAndEveryOtherIsStartedByPeople() {
        var called = named(PROCESSES, "calledElement=\"([^\"]+)\"");
        called.add(ProcessKey.RELEASE.id());
        called.add(ProcessKey.REHEARSE_ROLLBACK.id());
        assertThat(called).isEqualTo(ids(Arrays.stream(ProcessKey.values()).map(ProcessKey::id)));
    }

    @Test
    void decisions() {
        var asked = named(PROCESSES, "camunda:decisionRef=\"([^\"]+)\"");
        asked.add(ASKED_BEFORE_EVERY_STEP);
        assertThat(asked)
                .isEqualTo(named(DECISIONS, "<decision id=\"([^\"]+)\""))
                .isEqualTo(ids(DECISIONS.stream().map(ModelContractTest::id)));
    }

    @Test
    void forms() throws Exception {
        assertThat(named(PROCESSES, "camunda:formRef=\"([^\"]+)\""))
                .isEqualTo(ids(FORMS.stream().map(ModelContractTest::id)));
        for (var form : FORMS) {
            assertThat(new ObjectMapper().readTree(form.toFile()).path("id").asText())
                    .isEqualTo(id(form));
        }
    }

    @Test
    void groups() {
        var groups = named(PROCESSES, "camunda:candidateGroups=\"([a-z,-]+)\"");
        named(DECISIONS, "Output_1\">\\s*<text>\"([a-z,-]+)\"").stream()
                .flatMap(roles -> Stream.of(roles.split(",")))
                .filter(role -> Models.files("bpmn", "escalation-route.dmn").stream()
                        .anyMatch(file -> Models.read(file).contains(role)))
                .forEach(groups::add);
        named(PROCESSES, "sourceExpression=\"([a-z,-]+)\" target=\"escalationRoles\"").stream()
                .flatMap(roles -> Stream.of(roles.split(",")))
                .forEach(groups::add);
        assertThat(Arrays.stream(Role.values()).map(Role::id)).containsAll(groups);
        assertThat(groups).contains(Role.ORCHESTRATOR.id(), Role.RELEASE_MANAGER.id(), Role.DEBUGGER.id());
    }

    @Test
    void variables() {
        var used = new TreeSet<String>();
        used.addAll(
                named(
                        PROCESSES,
                        "(?:target|source|inputParameter name|outputParameter name|resultVariable|errorMessageVariable)=\"([A-Za-z]+)\""));
        used.addAll(named(PROCESSES, "[gs]etVariable\\('([A-Za-z]+)'"));
        named(PROCESSES, "\\$\\{([^}]*)}").forEach(expression -> Pattern.compile("[a-zA-Z]+(?![a-zA-Z]*')")
                .matcher(expression
                        .replace("&amp;", "&")
                        .replaceAll("'[^']*'", "")
                        .replaceAll("\\.[a-zA-Z]+", "")
                        .replaceAll("\\b(true|false|null)\\b", ""))
                .results()
                .forEach(match -> used.add(match.group())));
        var process = DECISIONS.stream()
                .filter(file -> !id(file).equals(ASKED_BEFORE_EVERY_STEP))
                .toList();
        used.addAll(named(process, "<inputExpression [^>]*>\\s*<text>([A-Za-z]+)</text>"));
        used.addAll(named(DECISIONS, "<output [^>]*name=\"([A-Za-z]+)\""));
        used.addAll(named(FORMS, "\\{\\{([A-Za-z]+)}}"));
        used.addAll(named(FORMS, "\"=([A-Za-z]+)"));
        used.addAll(fieldKeys());
        used.removeAll(NAMES_OF_THE_ENGINE);
        used.removeAll(WORDS_OF_FEEL);
        assertThat(used).doesNotContainAnyElementsOf(TOLD_BY_SLIPWAY);
        used.addAll(TOLD_BY_SLIPWAY);
        used.addAll(FOR_THE_EVIDENCE);
        used.addAll(FOR_THE_NEXT_WORKER);
        var known = Arrays.stream(Variable.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == Variable.class)
                .map(ModelContractTest::name);
        assertThat(used).isEqualTo(ids(known));
    }

    private static Set<String> fieldKeys() {
        return named(FORMS, "\"id\": \"Field_([a-z]+[A-Z]?[A-Za-z]*)\"");
    }

    private static String name(java.lang.reflect.Field field) {
        try {
            return ((Variable<?>) field.get(null)).name();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
