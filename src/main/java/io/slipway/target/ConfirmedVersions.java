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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The target's own list of what was confirmed on it, oldest first: {@code digest version instant instances} a line, the
 * instances that ran it with commas; older lines have none.
 */
public final class ConfirmedVersions {

    private static final int WITH_INSTANCES = 4;

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

    /** The names of the instances that ran a version when it was confirmed last; empty: nobody wrote them down. */
    Optional<Set<String>> instances(String digest) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Files.readAllLines(file).stream()
                .map(line -> line.split(" "))
                .filter(words -> words[0].equals(digest) && words.length == WITH_INSTANCES)
                .reduce((first, last) -> last)
                .map(words -> Set.copyOf(List.of(words[WITH_INSTANCES - 1].split(","))));
    }

    /** Adds a version, on the disk when this returns. Adding the last one again, with the same instances, changes nothing. */
    void add(Version version, Set<String> instances) throws IOException {
        var digests = digests();
        if (!digests.isEmpty()
                && digests.get(digests.size() - 1).equals(version.digest())
                && instances(version.digest()).filter(instances::equals).isPresent()) {
            return;
        }
        var line = String.join(
                        " ",
                        version.digest(),
                        version.number(),
                        Instant.now().toString(),
                        String.join(",", new TreeSet<>(instances)))
                + "\n";
        try (var channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
    }
}
