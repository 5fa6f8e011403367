package io.slipway.backup;

import io.slipway.artifact.AlteredException;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.target.NoRoomException;
import java.io.IOException;
import java.util.Map;

/**
 * Whether the confirmed version is still there, byte by byte as it was when it was confirmed, and there is room beside it
 * (BACK-1).
 */
final class Preservation {

    private Preservation() {}

    static Finding look(ConfirmedTarget place) throws IOException, InterruptedException, AlteredException {
        var target = place.target();
        try {
            target.requireRoom(place.job().get(Variable.VERSION));
        } catch (NoRoomException e) {
            return Finding.fail(Rule.BACK_1, String.valueOf(e.getMessage()), Map.of("target", target.toString()));
        }
        if (place.confirmed().isEmpty()) {
            var running = target.running();
            return running.isEmpty()
                    ? Finding.pass(
                            Rule.BACK_1, "There is nothing to preserve: this is the first release here", Map.of())
                    : Finding.fail(
                            Rule.BACK_1,
                            "No version was ever confirmed here, but " + running.size() + " instances run, the first of"
                                    + " version " + running.get(0).version()
                                    + ". Find out where they come from and stop"
                                    + " them",
                            Map.of("running", Integer.toString(running.size())));
        }
        var version = place.confirmed().get();
        var folder = target.preserved(version);
        return Finding.pass(
                Rule.BACK_1,
                version
                        + " is preserved: every file is the one that its artifact holds, and the artifact has its digest",
                Map.of("confirmed", version.number(), "digest", version.digest(), "folder", folder.toString()));
    }
}
