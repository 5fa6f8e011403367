package io.slipway.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.age.AgeKeys;
import io.slipway.age.Identity;
import io.slipway.age.Recipients;
import io.slipway.evidence.EvidenceCopy;
import io.slipway.evidence.Notary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restore gives a data folder that is proven, or leaves nothing behind and says why. */
@Tag("CHECK-3")
class RestoreCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Path place;
    private Vault vault;
    private Path backup;
    private Path to;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        place = folder;
        vault = new Vault(folder);
        backup = vault.run(false).make().file();
        to = folder.resolve("restored");
    }

    @AfterEach
    void close() {
        vault.close();
    }

    private record Answer(int status, String text) {}

    private static Answer restore(String... arguments) {
        var bytes = new ByteArrayOutputStream();
        var status = new RestoreCommand(new PrintStream(bytes, true, StandardCharsets.UTF_8)).run(List.of(arguments));
        return new Answer(status, bytes.toString(StandardCharsets.UTF_8));
    }

    private Answer restore(Path from) {
        return restore("--from=" + from, "--identity=" + vault.identity, "--to=" + to);
    }

    private void refused(Answer answer, String why) {
        assertThat(answer.text()).contains("NOT RESTORED: ").contains(why);
        assertThat(answer.status()).isEqualTo(1);
        assertThat(to).doesNotExist();
    }

    @Test
    void aDataFolderIsMadeWithTheDatabaseItsUsersAndWhatBelongsToIt() throws Exception {
        Files.createDirectory(to);
        var answer = restore(backup);
        assertThat(answer.text())
                .contains("Restored and proven in " + to)
                .contains("the chain of evidence to entry 5")
                .contains("Signed by " + vault.chronicle.log().signer() + " - compare");
        assertThat(answer.status()).isZero();
        try (var files = Files.list(to)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("slipway.mv.db", "heads.log", "evidence-seal");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(to.resolve(EvidenceCopy.SEAL))))
                .isEqualTo("rw-------");
        for (var name : List.of(EvidenceCopy.SEAL, EvidenceCopy.HEADS)) {
            assertThat(to.resolve(name)).hasSameBinaryContentAs(vault.data.resolve(name));
        }
        var url = "jdbc:h2:file:" + to.resolve("slipway") + ";IFEXISTS=TRUE";
        try (var connection = DriverManager.getConnection(url, "slipway", Vault.PASSWORD);
                var statement = connection.createStatement();
                var users = statement.executeQuery("SELECT USER_NAME FROM INFORMATION_SCHEMA.USERS")) {
            assertThat(users.next()).isTrue();
            assertThat(users.getString(1)).isEqualTo("SLIPWAY");
            assertThat(users.next()).isFalse();
        }
    }

    @Test
    void whatIsThereIsNotOverwritten() throws IOException {
        Files.createDirectory(to);
        var mine = Files.writeString(to.resolve("slipway.mv.db"), "mine");
        var answer = restore(backup);
        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.text()).contains("is no empty folder, and nothing there is overwritten");
        assertThat(mine).hasContent("mine");
        try (var files = Files.list(to)) {
            assertThat(files).containsExactly(mine);
        }
    }

    @Test
    void anotherKeyOpensNothing() throws IOException {
        var other = AgeKeys.make().write(place.resolve("other"));
        refused(
                restore("--from=" + backup, "--identity=" + other, "--to=" + to),
                "cannot be opened with the identity in " + other);
    }

    @Test
    void anEmptyFolderIsLeftAsItWas() throws IOException {
        Files.createDirectory(to);
        Files.write(backup, Arrays.copyOf(Files.readAllBytes(backup), 3000));
        var answer = restore(backup);
        assertThat(answer.status()).isEqualTo(1);
        assertThat(to).isEmptyDirectory();
    }

    @Test
    void whatWasAlteredOrCutOffIsRefused() throws IOException {
        var bytes = Files.readAllBytes(backup);
        var file = place.resolve("bad");
        for (var length : List.of(0, 300, bytes.length / 2, bytes.length - 20, bytes.length - 1)) {
            Files.write(file, Arrays.copyOf(bytes, length));
            refused(restore(file), "was altered or cut off");
        }
        for (var at : List.of(250, bytes.length / 2, bytes.length - 5)) {
            var altered = bytes.clone();
            altered[at] ^= 1;
            Files.write(file, altered);
            refused(restore(file), "was altered or cut off");
        }
    }

    @Test
    void whatIsMissingOrNoBackupIsNamed() throws Exception {
        refused(restore(place.resolve("nowhere")), "--from: there is no file " + place.resolve("nowhere"));
        refused(
                restore("--from=" + backup, "--identity=" + place.resolve("nowhere"), "--to=" + to),
                "cannot be read: NoSuchFileException");
        var file = place.resolve("text.age");
        try (var sink = new Recipients(List.of(vault.keys.recipient())).encrypting(Files.newOutputStream(file))) {
            sink.write("no zip".getBytes(StandardCharsets.US_ASCII));
        }
        refused(restore(file), "is no backup of Slipway's: it lacks");
        for (var wrong : List.of(
                List.<String>of(),
                List.of("--from=" + backup, "--to=" + to),
                List.of("--from=" + backup, "--identity=" + vault.identity, "--to=" + to, "--force=yes"),
                List.of("--from", "--identity", "--to"))) {
            var answer = restore(wrong.toArray(String[]::new));
            assertThat(answer.status()).isEqualTo(2);
            assertThat(answer.text()).startsWith("restore --from=FILE --identity=FILE --to=FOLDER");
        }
    }

    /** Who has the public key can encrypt what they like. */
    private Path forged(Consumer<WorkFolder> forger) throws Exception {
        try (var work = WorkFolder.at(place.resolve("forger"))) {
            BackupFile.unpack(backup, Identity.read(vault.identity), work);
            forger.accept(work);
            var file = place.resolve("forged");
            BackupFile.write(work, new Recipients(List.of(vault.keys.recipient())), place.resolve("part"), file);
            return file;
        }
    }

    private void signAnew(WorkFolder work, Consumer<ObjectNode> lie) {
        try {
            var json = (ObjectNode) JSON.readTree(work.file(Manifest.NAME).toFile());
            lie.accept(json);
            Files.writeString(
                    work.file(Manifest.NAME), new Notary(place).sign(json).toString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aScriptThatWasNotSignedIsNotCarriedOut() throws Exception {
        var harm = place.resolve("harm");
        var file = forged(work -> {
            try {
                Files.writeString(
                        work.file(DatabaseCopy.SCRIPT),
                        "\nCALL CSVWRITE('" + harm + "', 'SELECT 1');\n",
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        refused(
                restore(file),
                "slipway.sql is not the one that " + vault.chronicle.log().signer() + " signed");
        assertThat(harm).doesNotExist();
    }

    @Test
    void aManifestThatWasAlteredIsNone() throws Exception {
        var file = forged(work -> {
            try {
                var text = Files.readString(work.file(Manifest.NAME));
                Files.writeString(work.file(Manifest.NAME), text.replace("\"sequence\":5", "\"sequence\":4"));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        refused(restore(file), "backup.json in the backup has a signature that is not of its key");
    }

    @Test
    void whoSignedItCanBeDemanded() throws Exception {
        var file = forged(work -> signAnew(work, json -> {}));
        var wanted = vault.chronicle.log().signer();
        var key = "--key=" + wanted;
        refused(
                restore("--from=" + file, "--identity=" + vault.identity, "--to=" + to, key),
                "is signed by " + new Notary(place).fingerprint() + ", not by " + wanted);
        assertThat(restore("--from=" + backup, "--identity=" + vault.identity, "--to=" + to, key)
                        .status())
                .isZero();
    }

    @Test
    void rowsThatAreMissingAreFound() throws Exception {
        var file =
                forged(work -> signAnew(work, json -> json.withObject("/tables").put("SLIPWAY_EVIDENCE", 6)));
        refused(restore(file), "The table SLIPWAY_EVIDENCE has 5 rows after the restore, and had 6");
        var table =
                forged(work -> signAnew(work, json -> json.withObject("/tables").put("GONE", 0)));
        refused(restore(table), "The table GONE has null rows after the restore, and had 0");
    }

    @Test
    void aChainThatEndsElsewhereIsFound() throws Exception {
        var file = forged(work -> signAnew(work, json -> json.withObject("/end").put("sequence", 7)));
        refused(restore(file), "The chain of evidence ends with entry 5");
    }

    @Test
    void headsThatTheDatabaseDoesNotHoldAreFound() throws Exception {
        // what was written after the copy of the database, and copied with it all the same
        vault.chronicle.write("shop-2", "later");
        var file = forged(work -> {
            try {
                Files.copy(
                        vault.data.resolve(EvidenceCopy.HEADS),
                        work.file(EvidenceCopy.HEADS),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                var digest = Digest.of(work.file(EvidenceCopy.HEADS));
                signAnew(work, json -> json.withObject("/files").put(EvidenceCopy.HEADS, digest));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        refused(restore(file), "The evidence is broken: Entry 6 is missing; heads were signed up to entry");
    }
}
