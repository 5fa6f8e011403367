package io.slipway.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Forms are built from what Tasklist can show, and ask without leading. */
class FormLintTest {

    /** One unknown type and Tasklist shows nothing of the form; an editable dynamic list cannot be submitted. */
    private static final Set<String> SHOWN = Set.of("text", "textfield", "textarea", "select", "radio", "table");

    private static final Set<String> ASKING = Set.of("textfield", "textarea", "select", "radio");

    static List<Path> forms() {
        return Models.files("forms", ".form");
    }

    private static Stream<JsonNode> components(Path form) throws Exception {
        var components = new ObjectMapper().readTree(form.toFile()).path("components");
        return StreamSupport.stream(components.spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void tasklistCanShowEveryComponent(Path form) throws Exception {
        assertThat(components(form).map(component -> component.path("type").asText()))
                .isSubsetOf(SHOWN);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void theFormBeginsWithWhatIsDecided(Path form) throws Exception {
        assertThat(components(form).findFirst().orElseThrow().path("text").asText())
                .startsWith("## ");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyQuestionHasALabelAndNoAnswerIsPreselected(Path form) throws Exception {
        var questions = components(form)
                .filter(component -> ASKING.contains(component.path("type").asText()))
                .toList();
        assertThat(questions).isNotEmpty().allSatisfy(question -> {
            assertThat(question.path("label").asText()).isNotBlank();
            assertThat(question.path("key").asText()).isNotBlank();
            assertThat(question.has("defaultValue")).isFalse();
        });
    }
}
