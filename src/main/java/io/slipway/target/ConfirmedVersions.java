package io.slipway.target;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** The target's own list of what was confirmed on it, oldest first: {@code digest version instant} a line. */
public final class ConfirmedVersions {

    private final Path file;

    ConfirmedVersions(Path root) {
        this.file = root.resolve("confirmed");
    }

    /** The digests, the one confirmed last at the end; none twice. */
    public List<String> digests() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        var digests = new LinkedHashSet<String>();
        for (var line : Files.readAllLines(file)) {
            var digest = line.split(" ")[0];
            digests.remove(digest);
            digests.add(digest);
        }
        return new ArrayList<>(digests);
    }

    /** Adds a version, on the disk when this returns. Adding the last one again changes nothing. */
    void add(Version version) throws IOException {
        var digests = digests();
        if (!digests.isEmpty() && digests.get(digests.size() - 1).equals(version.digest())) {
            return;
        }
        var line = version.digest() + " " + version.number() + " " + Instant.now() + "\n";
        try (var channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
    }
}
