package io.slipway.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final Instant NOW = Instant.parse("2026-11-27T07:00:00Z");

    private static String after(long megabytes, Optional<Long> expected) throws Exception {
        try (var progress = new Progress(OutputStream.nullOutputStream(), "Backing up shop", expected)) {
            progress.write(7);
            progress.write(new byte[(int) (megabytes * 1_000_000 - 1)], 0, (int) (megabytes * 1_000_000 - 1));
            assertThat(progress.bytes()).isEqualTo(megabytes * 1_000_000);
            return progress.sentence(Duration.ofSeconds(20), NOW);
        }
    }

    @Test
    void saysHowMuchAndHowFastAndUntilWhen() throws Exception {
        assertThat(after(20, Optional.of(80_000_000L)))
                .isEqualTo("Backing up shop: 20.0 MB after 20 s, 1.0 MB/s; the last one had 80.0 MB, so about until"
                        + " 2026-11-27T07:01:00Z");
    }

    @Test
    void saysThatItDoesNotKnowUntilWhen() throws Exception {
        assertThat(after(20, Optional.empty())).endsWith("it is the first one, so nobody knows until when");
        assertThat(after(20, Optional.of(3L))).endsWith("longer than the last one");
    }
}
