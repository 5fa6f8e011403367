package io.slipway.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A secret in a file that only its owner may read. */
final class OwnersFile {

    private OwnersFile() {}

    /** Writes it whole or not at all; a file that is there already stays as it is. */
    static void create(Path file, String text) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var draft = Files.createTempFile(folder, file.getFileName().toString(), ".new", owner);
        try {
            Files.writeString(draft, text, StandardCharsets.UTF_8);
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // another process made one at this moment: that is the one
        } finally {
            Files.delete(draft);
        }
    }
}
