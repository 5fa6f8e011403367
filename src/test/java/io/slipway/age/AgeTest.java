package io.slipway.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgeTest {

    /** Two chunks and a bit. */
    private static final byte[] TEXT = new byte[150_000];

    static {
        new Random(1).nextBytes(TEXT);
    }

    private final AgeKeys ours = AgeKeys.make();
    private final AgeKeys others = AgeKeys.make();

    private byte[] encrypted(byte[] text, String... recipients) throws IOException {
        var sink = new ByteArrayOutputStream();
        try (var encrypting = new Recipients(List.of(recipients)).encrypting(sink)) {
            encrypting.write(text);
        }
        return sink.toByteArray();
    }

    private static byte[] opened(byte[] file, AgeKeys keys, Path folder) throws IOException {
        try (var opening =
                Identity.read(keys.write(folder.resolve("identity"))).opening(new ByteArrayInputStream(file))) {
            return opening.readAllBytes();
        }
    }

    @Test
    void eachRecipientOpensWhatIsEncrypted(@TempDir Path folder) throws IOException {
        var file = encrypted(TEXT, ours.recipient(), others.recipient());
        assertThat(new String(file, 0, 21, StandardCharsets.US_ASCII)).isEqualTo("age-encryption.org/v1");
        assertThat(opened(file, ours, folder)).isEqualTo(TEXT);
        assertThat(opened(file, others, folder)).isEqualTo(TEXT);
        assertThat(opened(encrypted(new byte[0], ours.recipient()), ours, folder))
                .isEmpty();
    }

    @Test
    void nobodyElseOpensIt(@TempDir Path folder) throws IOException {
        var file = encrypted(TEXT, ours.recipient());
        assertThatThrownBy(() -> opened(file, others, folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be opened with the identity in");
    }

    @Test
    void whatWasCutOffOrAlteredDoesNotPass(@TempDir Path folder) throws IOException {
        var file = encrypted(TEXT, ours.recipient());
        // at each border of a chunk as well, where a cut shows least
        for (var length : List.of(0, 10, 100, 216, 65_768, file.length / 2, file.length - 1)) {
            assertThatThrownBy(() -> opened(Arrays.copyOf(file, length), ours, folder))
                    .as("the first %s bytes", length)
                    .isInstanceOf(IOException.class);
        }
        var head = file.length - (TEXT.length + 3 * 16);
        for (var cut : List.of(head, head + 65_536 + 16, head + 2 * (65_536 + 16))) {
            assertThatThrownBy(() -> opened(Arrays.copyOf(file, cut), ours, folder))
                    .as("whole chunks, %s bytes", cut)
                    .isInstanceOf(IOException.class);
        }
        for (var place : List.of(30, head + 7, file.length / 2, file.length - 1)) {
            var altered = file.clone();
            altered[place] ^= 1;
            assertThatThrownBy(() -> opened(altered, ours, folder))
                    .as("byte %s altered", place)
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> opened(Arrays.copyOf(file, file.length + 1), ours, folder))
                .isInstanceOf(IOException.class);
    }

    @Test
    void whatIsNoKeyIsRefusedAndNotRepeated(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> new Recipients(List.of())).hasMessageContaining("at least one");
        assertThatThrownBy(() -> new Recipients(List.of("age1qqq"))).hasMessageContaining("'age1qqq' is no public key");
        assertThatThrownBy(() -> new Recipients(List.of(ours.secret())))
                .hasMessageContaining("begins with age1")
                .hasMessageNotContaining(ours.secret());
        var file = folder.resolve("broken");
        assertThatThrownBy(() -> Identity.read(file)).hasMessageContaining("cannot be read: NoSuchFileException");
        Files.writeString(file, "# nothing\n");
        assertThatThrownBy(() -> Identity.read(file)).hasMessageContaining("holds no key");
        Files.writeString(file, ours.secret().substring(0, 60) + "\n");
        assertThatThrownBy(() -> Identity.read(file))
                .hasMessageContaining("holds a line that is no key")
                .hasMessageNotContaining(ours.secret().substring(20, 40))
                .hasNoCause();
    }
}
