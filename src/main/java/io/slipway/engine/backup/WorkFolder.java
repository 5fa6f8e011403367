package io.slipway.engine.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.util.FileSystemUtils;

/** A folder for what is not encrypted: only its owner gets into it, and it is gone with all that is in it when this is closed. */
record WorkFolder(Path path) implements AutoCloseable {

    /** Makes it anew; what a crash has left there is deleted before. */
    static WorkFolder at(Path path) throws IOException {
        FileSystemUtils.deleteRecursively(path);
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return new WorkFolder(path);
    }

    Path file(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() throws IOException {
        FileSystemUtils.deleteRecursively(path);
    }
}
