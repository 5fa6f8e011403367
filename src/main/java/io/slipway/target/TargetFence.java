package io.slipway.target;

import io.slipway.permit.Permit;
import io.slipway.permit.PermitRefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * The highest fence that a target has seen: {@code number release} in its file {@code fence}. Whoever comes with a
 * smaller one has been overtaken, however late it wakes up. To be used under the target's lock.
 */
final class TargetFence {

    private final Path file;

    TargetFence(Path root) {
        this.file = root.resolve("fence");
    }

    /**
     * Remembers the permit's fence, on the disk when this returns.
     *
     * @throws PermitRefusedException if a higher one was seen
     */
    void raise(Permit permit) throws IOException {
        var highest = highest();
        if (permit.fence() < highest) {
            throw new PermitRefusedException("The permit's fence is " + permit.fence() + ", but the target "
                    + file.getParent() + " has seen " + highest
                    + ": somebody has worked on it since. If the database was restored from an older state, see"
                    + " docs/running.md");
        }
        if (permit.fence() > highest) {
            write(permit.fence() + " " + permit.release() + "\n");
        }
    }

    long highest() throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        var text = Files.readString(file);
        try {
            return Long.parseLong(text.split(" ", 2)[0].strip());
        } catch (NumberFormatException e) {
            throw new IOException(
                    file + " does not begin with a number: it was damaged. Put there the fence of the newest"
                            + " permit in the evidence",
                    e);
        }
    }

    private void write(String text) throws IOException {
        var fresh = file.resolveSibling("fence.new");
        try (var channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (var folder = FileChannel.open(Objects.requireNonNull(file.getParent()), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
