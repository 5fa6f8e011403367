package io.slipway.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The link {@code current} of a target: it points to the release folder of the version that serves. */
public final class CurrentLink {

    private final Path root;
    private final Path link;

    CurrentLink(Path root) {
        this.root = root;
        this.link = root.resolve("current");
    }

    /** The digest of the version that serves; empty if none does. */
    public Optional<String> digest() throws IOException {
        return Files.exists(link, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(Files.readSymbolicLink(link).getFileName().toString())
                : Optional.empty();
    }

    /** Points to a version, or to none; at no moment is there half a link. Idempotent. */
    public void pointTo(Optional<Version> version) throws IOException {
        if (version.isEmpty()) {
            Files.deleteIfExists(link);
            return;
        }
        var next = root.resolve("current.new");
        Files.deleteIfExists(next);
        Files.createSymbolicLink(next, Path.of("releases", version.get().digest()));
        Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
    }
}
