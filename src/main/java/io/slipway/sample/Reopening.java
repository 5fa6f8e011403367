package io.slipway.sample;

import io.slipway.artifact.AlteredException;
import io.slipway.target.LocalTarget;
import io.slipway.target.Version;
import java.io.IOException;
import java.util.List;

/** Starts the confirmed version again where it ran when the sample was stopped, as a host's supervisor would. */
final class Reopening {

    private Reopening() {}

    static void of(LocalTarget target, String number, String digest) throws IOException, InterruptedException {
        if (!target.running().isEmpty()) {
            return;
        }
        var version = new Version(number, digest);
        try {
            var folder = target.preserved(version);
            for (var slot :
                    target.slots().values().stream().flatMap(List::stream).toList()) {
                if (slot.daemon()
                        .variable("SLIPWAY_DIGEST")
                        .filter(digest::equals)
                        .isPresent()) {
                    target.start(slot, version, folder);
                }
            }
        } catch (AlteredException e) {
            throw new IOException(e.why(), e);
        }
    }
}
