package io.slipway.permit;

import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import java.util.Optional;

/**
 * What mends production names its root-cause analysis (ANTI-6). The check of the history was told by variables what went
 * wrong, and which analysis is named: here both come from the evidence. Pure.
 */
final class Fixes {

    private static final String NONE = "none";

    private Fixes() {}

    /** @param trouble what went wrong in production last; empty: nothing, or it is no production */
    static Optional<String> missing(ReleaseRecord record, Optional<Trouble> trouble) {
        if (record.rootCause().isPresent()) {
            return Optional.empty();
        }
        var commits = record.measured(Rule.ANTI_6, Topic.CHECK_HISTORY, "fix").filter(found -> !found.equals(NONE));
        return trouble.map(last -> last.release() + ", the last release with an effect there, ended " + last.end())
                .or(() -> commits.map(found -> "its commits say that it is a fix: " + found))
                .map(why -> "ANTI-6: " + why + ", and nobody names a root-cause analysis");
    }
}
