package io.slipway.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.age.AgeKeys;
import io.slipway.age.Identity;
import io.slipway.age.Recipients;
import io.slipway.evidence.ChainEnd;
import io.slipway.evidence.EvidenceCopy;
import io.slipway.evidence.Notary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupFileTest {

    /** What age encrypts at once, and what it adds to that. */
    private static final int CHUNK = 64 * 1024;

    private static final int TAG = 16;
    /** The end of a zip, which nobody needs to unpack it, is longer. */
    private static final int LITTLE = 200;

    private final AgeKeys keys = AgeKeys.make();

    private Path write(Path place, int length) throws Exception {
        try (var work = WorkFolder.at(place.resolve("work"))) {
            var script = new byte[length];
            new Random(1).nextBytes(script);
            Files.write(work.file(DatabaseCopy.SCRIPT), script);
            Files.writeString(work.file(EvidenceCopy.HEADS), "");
            Files.writeString(work.file(EvidenceCopy.SEAL), "seal");
            var files = new TreeMap<String, String>();
            for (var name : BackupFile.FILES) {
                files.put(name, Digest.of(work.file(name)));
            }
            var manifest = Manifest.unsigned(Instant.EPOCH, new ChainEnd(0, "0"), Map.of(), files);
            var signed = new Notary(place).sign(manifest.json());
            Files.writeString(work.file(Manifest.NAME), Manifest.text(signed));
            var file = place.resolve("file");
            BackupFile.write(work, new Recipients(List.of(keys.recipient())), place.resolve("part"), file);
            return file;
        }
    }

    private int zipLength(Path place, Path file) throws IOException {
        var identity = Identity.read(keys.write(place.resolve("identity")));
        try (var opened = identity.opening(Files.newInputStream(file))) {
            return opened.readAllBytes().length;
        }
    }

    /** All files are whole then, and so is every chunk that is there. */
    @Test
    @Tag("CHECK-3")
    void whatWasCutOffOrAlteredBehindAllFilesIsRefused(@TempDir Path place) throws Exception {
        var length = 2 * CHUNK;
        var file = write(place, length);
        for (var rest = zipLength(place, file) % CHUNK; rest < 1 || rest > LITTLE; ) {
            length += CHUNK + LITTLE / 2 - rest;
            file = write(place, length);
            rest = zipLength(place, file) % CHUNK;
        }
        var identity = Identity.read(place.resolve("identity"));
        try (var work = WorkFolder.at(place.resolve("whole"))) {
            assertThat(BackupFile.unpack(file, identity, work).signer()).isEqualTo(new Notary(place).fingerprint());
        }
        var bytes = Files.readAllBytes(file);
        var last = zipLength(place, file) % CHUNK + TAG;
        refused(place, Arrays.copyOf(bytes, bytes.length - last), identity);
        var altered = bytes.clone();
        altered[bytes.length - 1] ^= 1;
        refused(place, altered, identity);
    }

    private static void refused(Path place, byte[] bytes, Identity identity) throws IOException {
        var bad = Files.write(place.resolve("bad"), bytes);
        try (var work = WorkFolder.at(place.resolve("work"))) {
            assertThatThrownBy(() -> BackupFile.unpack(bad, identity, work))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("was altered or cut off");
        }
    }

    @Test
    @Tag("CHECK-3")
    void whatCannotBeWrittenWholeIsNotThere(@TempDir Path place) throws Exception {
        var to = Files.createDirectory(place.resolve("to"));
        try (var empty = WorkFolder.at(place.resolve("empty"))) {
            assertThatThrownBy(() -> BackupFile.write(
                            empty, new Recipients(List.of(keys.recipient())), to.resolve("part"), to.resolve("file")))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("cannot be written to " + to.resolve("part"));
        }
        assertThat(to).isEmptyDirectory();
    }
}
