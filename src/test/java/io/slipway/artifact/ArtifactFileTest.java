package io.slipway.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactFileTest {

    private Path outside;
    private Path zip;
    private Path folder;

    @BeforeEach
    void open(@TempDir Path outside) {
        this.outside = outside;
        zip = outside.resolve("shop-1.0.0.zip");
        folder = outside.resolve("deep/er/release").toAbsolutePath();
    }

    private ArtifactFile artifact(Map<String, String> content) throws Exception {
        Files.createDirectories(folder.getParent());
        Shipyard.zip(zip, content);
        return new ArtifactFile(zip);
    }

    private ArtifactFile unpacked() throws Exception {
        var artifact = artifact(new TreeMap<>(Map.of("app/Main.class", "code", "README.md", "text")));
        artifact.unpack(folder);
        return artifact;
    }

    @Test
    void unpacksWhatIsInIt() throws Exception {
        unpacked().requireIn(folder);
        assertThat(new ArtifactFile(zip).unpackedSize()).isEqualTo("code".length() + "text".length());

        assertThat(folder.resolve("app/Main.class")).hasContent("code");
        assertThat(folder.resolve("README.md")).hasContent("text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "app/../../evil", "../../../evil", "./../evil", "..", "/../evil"})
    @Tag("SEC-3")
    void unpacksNothingOutsideOfItsFolder(String name) throws Exception {
        var artifact = artifact(Map.of(name, "evil"));

        assertThatThrownBy(() -> artifact.unpack(folder)).isInstanceOf(IOException.class);

        try (var all = Files.walk(outside)) {
            assertThat(all.filter(Files::isRegularFile)).containsExactly(zip);
        }
    }

    @Test
    @Tag("SEC-3")
    void takesAnAbsoluteNameForOneInItsFolder() throws Exception {
        var elsewhere = outside.toAbsolutePath().resolve("evil");

        artifact(Map.of(elsewhere.toString(), "evil")).unpack(folder);

        assertThat(elsewhere).doesNotExist();
        assertThat(folder.resolve(elsewhere.toString().substring(1))).hasContent("evil");
    }

    @Test
    @Tag("SEC-3")
    void makesNoLinkOfAnEntryThatSaysItIsOne() throws Exception {
        var artifact = artifact(Map.of("passwords", "/etc/passwd"));
        var bytes = Files.readAllBytes(zip);
        var central = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        bytes[central + 5] = 3; // made on Unix
        bytes[central + 40] = (byte) 0xff; // lrwxrwxrwx
        bytes[central + 41] = (byte) 0xa1;
        Files.write(zip, bytes);

        artifact.unpack(folder);

        assertThat(Files.isRegularFile(folder.resolve("passwords"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
        assertThat(folder.resolve("passwords")).hasContent("/etc/passwd");
    }

    @Test
    @Tag("SEC-3")
    void lowersPermissionsSoThatOnlyTheOwnerMayChangeWhatRuns() throws Exception {
        var artifact = artifact(new TreeMap<>(Map.of("app", "a program", "locked", "text", "plain", "text")));
        try (var content = FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", true))) {
            Files.setPosixFilePermissions(content.getPath("app"), PosixFilePermissions.fromString("rwxrwxrwx"));
            Files.setPosixFilePermissions(content.getPath("locked"), PosixFilePermissions.fromString("---------"));
        }

        artifact.unpack(folder);

        assertThat(permissions("app")).isEqualTo("rwxr-xr-x");
        assertThat(permissions("locked")).isEqualTo("r--------");
        assertThat(permissions("plain")).isEqualTo("rw-r--r--");
    }

    private String permissions(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)));
    }

    @Test
    void refusesAFolderThatIsThereAlready() throws Exception {
        var artifact = unpacked();

        assertThatThrownBy(() -> artifact.unpack(folder)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    @Tag("PREP-2")
    void findsAnAlteredFile() throws Exception {
        var artifact = unpacked();
        Files.writeString(folder.resolve("app/Main.class"), "cade");

        assertAltered(artifact, "app/Main.class is not as in the artifact");
    }

    @Test
    @Tag("PREP-2")
    void findsAMissingFile() throws Exception {
        var artifact = unpacked();
        Files.delete(folder.resolve("README.md"));

        assertAltered(artifact, "README.md is missing");
    }

    @Test
    @Tag("PREP-2")
    void findsAnAdditionalFile() throws Exception {
        var artifact = unpacked();
        Files.writeString(folder.resolve("app/Extra.class"), "code");

        assertAltered(artifact, "app/Extra.class is not in the artifact");
    }

    @Test
    @Tag("PREP-2")
    void findsALinkThoughItLeadsToTheSameBytes() throws Exception {
        var artifact = unpacked();
        Files.move(folder.resolve("README.md"), outside.resolve("README.md"));
        Files.createSymbolicLink(folder.resolve("README.md"), outside.resolve("README.md"));
        assertAltered(artifact, "README.md is not as in the artifact");

        Files.delete(folder.resolve("README.md"));
        Files.move(outside.resolve("README.md"), folder.resolve("README.md"));
        Files.move(folder.resolve("app"), outside.resolve("app"));
        Files.createSymbolicLink(folder.resolve("app"), outside.resolve("app"));
        assertAltered(artifact, "app/Main.class is missing");
    }

    private void assertAltered(ArtifactFile artifact, String says) {
        assertThatThrownBy(() -> artifact.requireIn(folder))
                .isInstanceOf(AlteredException.class)
                .hasMessageContaining(says);
    }

    @Test
    void isNoArtifactIfItIsNoZipFile() throws Exception {
        Files.writeString(zip, "no zip file");

        assertThatThrownBy(() -> new ArtifactFile(zip).unpack(folder)).isInstanceOf(IOException.class);
    }
}
