package io.slipway.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pictures in the documentation are those of the models as they are. */
class PictureTest {

    static List<Path> models() {
        return Models.files("bpmn", ".bpmn");
    }

    @ParameterizedTest
    @MethodSource("models")
    void isRenderedFromTheModelAsItIs(Path model) throws Exception {
        var picture = Path.of("docs/pictures", model.getFileName().toString().replace(".bpmn", ".svg"));
        var digest =
                MessageDigest.getInstance("SHA-256").digest(Models.read(model).getBytes(StandardCharsets.UTF_8));
        assertThat(Models.read(picture))
                .as("render it again: cd bpmn && npm ci --ignore-scripts && npm run pictures")
                .contains("<!-- model " + HexFormat.of().formatHex(digest) + " -->");
    }
}
