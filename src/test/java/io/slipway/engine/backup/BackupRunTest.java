package io.slipway.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.age.AgeKeys;
import io.slipway.age.Identity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup of a database that is in use is of one moment, encrypted, and counts when it was restored. */
class BackupRunTest {

    private static final int WRITERS = 3;
    private static final int BACKUPS = 3;

    private Vault vault;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        vault = new Vault(folder);
    }

    @AfterEach
    void close() {
        vault.close();
    }

    @Test
    @Tag("CHECK-3")
    void underWritesItIsOfOneMoment() throws Exception {
        var over = new AtomicBoolean();
        var pool = Executors.newFixedThreadPool(WRITERS);
        try {
            var writers = new ArrayList<Future<Integer>>();
            for (var i = 0; i < WRITERS; i++) {
                var name = "tool-" + i + "-";
                writers.add(pool.submit(() -> {
                    var written = 0;
                    while (!over.get()) {
                        vault.chronicle.write(name + written++, "x".repeat(500));
                    }
                    return written;
                }));
            }
            var last = 0L;
            for (var i = 0; i < BACKUPS; i++) {
                var made = vault.run(true).make();
                assertThat(made.proven()).isTrue();
                assertThat(made.manifest().end().sequence())
                        .as("writing went on")
                        .isGreaterThan(last);
                last = made.manifest().end().sequence();
            }
            over.set(true);
            for (var writer : writers) {
                assertThat(writer.get(30, TimeUnit.SECONDS)).isPositive();
            }
        } finally {
            over.set(true);
            pool.shutdownNow();
            assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(vault.kept().all()).hasSize(BACKUPS).allMatch(KeptBackups.Kept::proven);
    }

    @Test
    @Tag("CHECK-3")
    void whatIsWrittenRightAfterTheTurnIsInNoPartOfIt() throws Exception {
        var database = vault.database(() -> vault.chronicle.write("shop-2", "a moment later"));
        var made = vault.run(database, true).make();
        assertThat(made.manifest().end().sequence()).isEqualTo(5);
        assertThat(vault.run(true).make().manifest().end().sequence()).isEqualTo(10);
    }

    @Test
    @Tag("CHECK-3")
    void whatCannotBeProvenDoesNotFillTheDisk() throws Exception {
        var proven = vault.run(true).make();
        AgeKeys.make().write(vault.identity);
        for (var i = 0; i < 10; i++) {
            assertThatThrownBy(() -> vault.run(true).make()).hasMessageContaining("cannot be opened with");
        }
        assertThat(vault.kept().all()).hasSize(8);
        assertThat(proven.file()).exists();
    }

    @Test
    @Tag("SEC-5")
    void nothingLeavesTheDataFolderUnencrypted() throws Exception {
        var made = vault.run(true).make();
        var bytes = Files.readString(made.file(), StandardCharsets.ISO_8859_1);
        assertThat(bytes).startsWith("age-encryption.org/v1");
        assertThat(bytes).doesNotContain("canary-of-the-database", "CREATE", "slipway.sql");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.file())))
                .isEqualTo("rw-------");
        assertThat(made.bytes()).isEqualTo(Files.size(made.file()));
        try (var files = Files.list(vault.folder)) {
            assertThat(files).containsExactly(made.file());
        }
        assertThat(vault.leftOvers()).isEmpty();
    }

    @Test
    @Tag("SEC-5")
    void whatIsPlainIsItsOwnersOnlyAndGoneAfterwards(@TempDir Path elsewhere) throws Exception {
        try (var work = WorkFolder.at(elsewhere.resolve("work"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(work.path())))
                    .isEqualTo("rwx------");
            vault.database.write(work);
            assertThat(work.file(DatabaseCopy.SCRIPT)).content().contains("canary-of-the-database");
        }
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    @Tag("CHECK-3")
    void withoutTheKeyItIsNotCalledProven() throws Exception {
        var made = vault.run(false).make();
        assertThat(made.proven()).isFalse();
        assertThat(made.file().toString()).endsWith(".zip.age.unproven");
        assertThat(vault.kept().newest(true, Instant.now())).isEmpty();
        assertThat(vault.kept().newest(false, Instant.now())).isPresent();
    }

    @Test
    @Tag("CHECK-3")
    void anotherFileInItsPlaceIsNotCarriedOut() throws Exception {
        var other = vault.run(false).make();
        vault.chronicle.write("shop-2", "later");
        var made = vault.run(false).make();
        var identity = Identity.read(vault.identity);
        assertThatThrownBy(() -> vault.run(true).prove(other.file(), made.manifest(), identity))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("is not the backup that was written there a moment ago");
        vault.run(true).prove(made.file(), made.manifest(), identity);
    }

    @Test
    @Tag("CHECK-3")
    void whatCannotBeRestoredDoesNotCount() throws Exception {
        var good = vault.run(true).make();
        vault.chronicle.falsify();
        assertThatThrownBy(() -> vault.run(true).make())
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("cannot be restored")
                .hasMessageContaining("The evidence is broken: Entry 4 does not follow");
        assertThat(vault.kept().newest(true, Instant.now()).orElseThrow().file())
                .isEqualTo(good.file());
        assertThat(vault.kept().all()).hasSize(2);
        assertThat(vault.leftOvers()).isEmpty();
    }

    @Test
    @Tag("SEC-5")
    void whatACrashLeftIsDeletedByTheNext() throws Exception {
        for (var name : new String[] {"backup-copy", "backup-proof"}) {
            Files.writeString(
                    Files.createDirectory(vault.data.resolve(name)).resolve(DatabaseCopy.SCRIPT), "plain, of a crash");
        }
        Files.createDirectories(vault.folder);
        Files.writeString(vault.folder.resolve("slipway-2026-01-01T00-00-00.000Z.zip.age.part"), "half of it");
        var others = Files.writeString(vault.folder.resolve("mine.part"), "not Slipway's");
        var made = vault.run(false).make();
        assertThat(vault.leftOvers()).isEmpty();
        try (var files = Files.list(vault.folder)) {
            assertThat(files).containsExactlyInAnyOrder(made.file(), others);
        }
    }

    @Test
    @Tag("SEC-5")
    void whereItCannotBeWrittenNothingIsLeft() throws Exception {
        Files.writeString(vault.folder, "no folder");
        assertThatThrownBy(() -> vault.run(true).make())
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("The folder of backups cannot be used");
        assertThat(vault.leftOvers()).isEmpty();
    }
}
