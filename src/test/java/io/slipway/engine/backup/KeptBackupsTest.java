package io.slipway.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many stay, and whether there is one that counts. */
@Tag("CHECK-3")
class KeptBackupsTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00.123Z");
    private static final Duration DAY = Duration.ofDays(1);

    private Path folder;
    private KeptBackups kept;

    @BeforeEach
    void open(@TempDir Path folder) {
        this.folder = folder;
        this.kept = new KeptBackups(folder, 2);
    }

    private static Instant day(int day) {
        return NOON.plus(DAY.multipliedBy(day));
    }

    /** @param days after the first; p: proven, u: not */
    private void lie(String... days) throws IOException {
        for (var day : days) {
            var at = day(Integer.parseInt(day.substring(1)));
            Files.writeString(day.startsWith("p") ? kept.proven(at) : kept.unproven(at), "a backup");
        }
    }

    private void thinOut(String... stay) throws IOException {
        kept.thinOut();
        assertThat(kept.all().stream().map(KeptBackups.Kept::file).toList())
                .containsExactlyElementsOf(Arrays.stream(stay)
                        .map(day -> {
                            var at = day(Integer.parseInt(day.substring(1)));
                            return day.startsWith("p") ? kept.proven(at) : kept.unproven(at);
                        })
                        .toList());
    }

    @Test
    void theOldestGo() throws IOException {
        lie("p0", "p1", "p2", "p3");
        thinOut("p3", "p2");
    }

    @Test
    void whatNothingHasProvenPushesOutNoneThatIs() throws IOException {
        lie("p0", "u1", "u2", "u3", "u4");
        thinOut("u4", "u3", "p0");
    }

    @Test
    void whatNothingHasProvenGoesWhenEnoughNewerOnesAreProven() throws IOException {
        lie("u0", "p1", "u2", "p3");
        thinOut("p3", "u2", "p1");
    }

    @Test
    void whereNothingIsEverProvenTheNewestStay() throws IOException {
        lie("u0", "u1", "u2");
        thinOut("u2", "u1");
    }

    @Test
    void whatIsNoBackupStays() throws IOException {
        var others = List.of(
                folder.resolve("slipway-2020.zip.age"),
                folder.resolve("notes.txt"),
                folder.resolve("slipway-2020-01-01T00-00-00.000Z.zip.age.old"));
        for (var other : others) {
            Files.writeString(other, "mine");
        }
        lie("p0", "p1", "p2");
        kept.open();
        thinOut("p2", "p1");
        assertThat(others).allMatch(Files::exists);
    }

    @Test
    void withNoneOneIsDueAndThatIsTrouble() throws IOException {
        var state = new BackupState(kept, DAY, true);
        assertThat(state.isDue(NOON)).isTrue();
        assertThat(state.trouble(NOON)).hasValue("there is no backup that counts yet");
        lie("u0");
        assertThat(state.trouble(NOON)).isPresent();
        assertThat(new BackupState(kept, DAY, false).trouble(NOON)).isEmpty();
        lie("p0");
        assertThat(state.trouble(NOON)).isEmpty();
        assertThat(state.isDue(NOON)).isFalse();
    }

    @Test
    void oneThatIsOldIsTroubleToo() throws IOException {
        lie("p0");
        var state = new BackupState(kept, DAY, true);
        assertThat(state.isDue(day(1).minusMillis(1))).isFalse();
        assertThat(state.isDue(day(1))).isTrue();
        assertThat(state.trouble(day(2))).isEmpty();
        assertThat(state.trouble(day(2).plusMillis(1)).orElseThrow())
                .isEqualTo("the newest backup is of 2026-11-27T12:00:00.123Z, and one is due every PT24H");
    }

    @Test
    void whereTheClockWasSetBackOneIsMadeAndThenNoMore() throws IOException {
        lie("p5");
        var state = new BackupState(kept, DAY, true);
        assertThat(state.isDue(NOON)).isTrue();
        assertThat(state.trouble(NOON)).isPresent();
        lie("p0");
        assertThat(state.isDue(NOON)).isFalse();
        assertThat(state.trouble(NOON)).isEmpty();
    }

    @Test
    void aFailureIsTroubleUntilOneSucceeds() throws IOException {
        lie("p0");
        var state = new BackupState(kept, DAY, true);
        state.failed(NOON, "the disk is full");
        assertThat(state.trouble(NOON)).hasValue("the backup of " + NOON + " failed: the disk is full");
        assertThat(state.isDue(NOON.plus(Duration.ofMinutes(9)))).isFalse();
        assertThat(state.isDue(NOON.plus(Duration.ofMinutes(10)))).isTrue();
        state.succeeded();
        assertThat(state.trouble(NOON)).isEmpty();
    }
}
