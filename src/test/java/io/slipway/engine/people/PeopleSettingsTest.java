package io.slipway.engine.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.engine.people.PeopleSettings.Person;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** A person who cannot be meant stops the start. */
@Tag("SEC-2")
class PeopleSettingsTest {

    private static final String HASH = BCrypt.hashpw("any", BCrypt.gensalt(4));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    eve            | ops            | secret | no bcrypt hash
                    eve            | ops            | {SHA}x | no bcrypt hash
                    eve            | boss           |        | cannot be in the group 'boss'
                    eve            | slipway-worker |        | cannot be in the group 'slipway-worker'
                    slipway-worker | ops            |        | is no person's name
                    eve            | slipway-alerts |        | cannot be in the group 'slipway-alerts'
                    slipway-alerts | ops            |        | is no person's name
                    Eve            | ops            |        | is no person's name
                    eve;--         | ops            |        | is no person's name
                    """)
    void aWrongPersonIsRefused(String id, String group, @Nullable String hash, String why) {
        assertThatThrownBy(() -> new Person(id, null, List.of(group), hash == null ? HASH : hash, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void whatIsNoEmailAddressIsRefused() {
        for (var email : List.of("eve", "eve@", "", "Eve <eve@x.invalid>", "a@x.invalid, b@x.invalid")) {
            assertThatThrownBy(() -> new Person("eve", email, List.of("ops"), HASH, null))
                    .hasMessageContaining("is no e-mail address");
        }
    }

    @Test
    void oneHasAHashOrAFile() {
        assertThatThrownBy(() -> new Person("eve", null, List.of("ops"), null, null))
                .hasMessageContaining("either");
        assertThatThrownBy(() -> new Person("eve", null, List.of("ops"), HASH, Path.of("file")))
                .hasMessageContaining("either");
        assertThat(new Person("eve", "Eve@x.invalid", List.of("ops", "camunda-admin"), HASH.replace("$2a", "$2y"), null)
                        .groups())
                .hasSize(2);
    }
}
