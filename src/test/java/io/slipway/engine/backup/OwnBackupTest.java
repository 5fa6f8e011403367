package io.slipway.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.slipway.age.AgeKeys;
import io.slipway.engine.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.FileSystemUtils;

/** What is asked for is made, seen, or missed aloud. */
@ExtendWith(OutputCaptureExtension.class)
class OwnBackupTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String H2 = "jdbc:h2:file:./data/slipway";

    private Vault vault;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        vault = new Vault(folder);
    }

    @AfterEach
    void close() {
        vault.close();
    }

    private BackupSettings settings(@Nullable Path identity) {
        return new BackupSettings(vault.folder, List.of(vault.keys.recipient()), identity, Duration.ofSeconds(1), 2);
    }

    private OwnBackup backup(BackupSettings settings, String url) {
        var environment = new MockEnvironment().withProperty("spring.datasource.url", url);
        return new OwnBackup(settings, vault.database, vault.data, environment);
    }

    @Test
    @Tag("CHECK-3")
    void itGoesOnAndAFailureIsSeenUntilItIsMended(CapturedOutput output) throws Exception {
        var backup = backup(settings(vault.identity), H2);
        var health = new OwnBackupHealthIndicator(backup);
        assertThat(health.health().getStatus()).as("there is none yet").isEqualTo(Status.DOWN);
        backup.begin();
        try {
            await().atMost(PATIENCE).until(() -> health.health().getStatus().equals(Status.UP));
            assertThat(health.health().getDetails().get("newest")).asString().endsWith(", proven by a restore");
            assertThat(output)
                    .contains("Slipway's database is backed up: ")
                    .contains(" bytes, in PT")
                    .contains("SLIPWAY_EVIDENCE 5");
            await().atMost(PATIENCE).until(() -> vault.kept().all().size() == 2);
            FileSystemUtils.deleteRecursively(vault.folder);
            Files.writeString(vault.folder, "no folder any more");
            await().atMost(PATIENCE).until(() -> output.toString().contains("is NOT backed up"));
            assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
            Files.delete(vault.folder);
            await().atMost(PATIENCE).until(() -> health.health().getStatus().equals(Status.UP));
        } finally {
            backup.destroy();
        }
        assertThat(vault.leftOvers()).isEmpty();
    }

    @Test
    @Tag("CHECK-3")
    void withoutTheKeyHealthSaysThatNothingWasProven() throws Exception {
        var backup = backup(settings(null), H2);
        backup.begin();
        try {
            var health = new OwnBackupHealthIndicator(backup);
            await().atMost(PATIENCE).until(() -> health.health().getStatus().equals(Status.UP));
            assertThat(health.health().getDetails().get("newest")).asString().endsWith(", not proven by a restore");
        } finally {
            backup.destroy();
        }
    }

    @Test
    void whereNobodyAsksForBackupsItSaysSo(CapturedOutput output) throws Exception {
        var backup = backup(new BackupSettings(null, List.of(), null, Duration.ofDays(1), 7), "jdbc:postgresql://db/x");
        backup.begin();
        backup.destroy();
        assertThat(output).contains("Slipway makes no backups of its own database");
        assertThat(new OwnBackupHealthIndicator(backup).health().getStatus()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    @Tag("CHECK-3")
    void whatItCannotDoRefusesTheStart(@TempDir Path folder) {
        assertThatThrownBy(() -> backup(settings(null), "jdbc:postgresql://db/slipway"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("the database is none: nothing would be backed up");
        assertThatThrownBy(() -> backup(settings(folder.resolve("nowhere")), H2))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("slipway.backup.identity-file: ")
                .hasMessageContaining("cannot be read");
    }

    @Test
    @Tag("SEC-5")
    void settingsThatCannotBeMeantAreNamed() {
        var keys = List.of(AgeKeys.make().recipient());
        wrong(vault.folder, List.of(), "slipway.backup.recipients goes with slipway.backup.folder");
        wrong(null, keys, "slipway.backup.recipients goes with slipway.backup.folder");
        wrong(
                vault.folder,
                List.of("age1nonsense"),
                "slipway.backup.recipients: 'age1nonsense' is no public key of age");
        var day = Duration.ofDays(1);
        assertThatThrownBy(() -> new BackupSettings(null, List.of(), vault.identity, day, 7))
                .hasMessageContaining("slipway.backup.identity-file goes with");
        assertThatThrownBy(() -> new BackupSettings(vault.folder, keys, null, Duration.ZERO, 7))
                .hasMessageContaining("slipway.backup.every is a second or longer");
        assertThatThrownBy(() -> new BackupSettings(vault.folder, keys, null, day, 0))
                .hasMessageContaining("slipway.backup.keep is 1 or more");
    }

    private static void wrong(@Nullable Path folder, List<String> recipients, String why) {
        assertThatThrownBy(() -> new BackupSettings(folder, recipients, null, Duration.ofDays(1), 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
