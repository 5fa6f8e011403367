package io.slipway.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The lock that a slot's program holds for as long as it lives. Only flock(1) can ask: Java's locks are another kind. */
final class SlotLock {

    private static final int HELD = 75;

    private final Path file;

    SlotLock(Path slot) {
        this.file = slot.resolve("lock");
    }

    Path file() {
        return file;
    }

    boolean isHeld() throws IOException, InterruptedException {
        if (!Files.exists(file)) {
            return false;
        }
        var result = Program.run(
                "flock", "--shared", "--nonblock", "--conflict-exit-code", "" + HELD, file.toString(), "true");
        if (result.exit() != 0 && result.exit() != HELD) {
            throw new IOException("Whether " + file + " is held cannot be found out: flock ended with " + result.exit()
                    + ": " + result.output().strip());
        }
        return result.exit() == HELD;
    }
}
