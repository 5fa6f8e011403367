package io.slipway.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.age.AgeKeys;
import io.slipway.age.Recipients;
import io.slipway.artifact.Shipyard;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.DatabaseText;
import io.slipway.contract.Finding;
import io.slipway.contract.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("SEC-5")
class BackupEncryptionTest {

    private static final String NAME = "shop.staging.20260101T000000Z.0123abcd.dump.age";
    private static final String RECIPIENT = AgeKeys.make().recipient();

    private Path folder;
    private Path backups;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        this.folder = folder;
        backups = Files.createDirectories(folder.resolve("backups"));
        var yard = new Shipyard(folder);
        yard.build("1.0.0");
        yard.catalog();
    }

    private Finding look() throws IOException {
        var other = Files.createDirectories(folder.resolve("other"));
        var yaml = Files.readString(folder.resolve("catalog/shop.yaml"));
        Files.writeString(other.resolve("shop.yaml"), DatabaseText.into(yaml, 1, RECIPIENT, ""));
        return BackupEncryption.look(Catalog.read(other).service("shop"), "staging");
    }

    private void assertVerdict(Finding finding, Verdict verdict, String why) {
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(verdict);
        assertThat(finding.why()).contains(why);
    }

    @Test
    void whereNoDatabaseIsNamedThereAreNoBackups() throws Exception {
        var service = Catalog.read(folder.resolve("catalog")).service("shop");
        assertVerdict(BackupEncryption.look(service, "staging"), Verdict.PASS, "makes no backups");
    }

    @Test
    void encryptedBackupsPass() throws Exception {
        assertVerdict(look(), Verdict.PASS, "are encrypted for 1");
        try (var encrypting =
                new Recipients(List.of(RECIPIENT)).encrypting(Files.newOutputStream(backups.resolve(NAME)))) {
            encrypting.write("rows".getBytes());
        }
        assertVerdict(look(), Verdict.PASS, "are encrypted for 1");
    }

    @Test
    void oneThatIsNotEncryptedStops() throws Exception {
        for (var suffix : List.of("", ".unproven")) {
            for (var text : List.of("PGDMP rows", "", "age-encryption.org/v1\n")) {
                Files.writeString(backups.resolve(NAME + suffix), text);
                assertVerdict(look(), Verdict.FAIL, NAME + suffix);
            }
            Files.delete(backups.resolve(NAME + suffix));
        }
        assertVerdict(look(), Verdict.PASS, "are encrypted");
    }

    @Test
    void whatCannotBeLookedAtIsNotKnown() throws Exception {
        Files.delete(backups);
        assertVerdict(look(), Verdict.UNKNOWN, "the folder for backups");
    }
}
