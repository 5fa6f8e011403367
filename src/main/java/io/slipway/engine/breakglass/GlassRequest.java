package io.slipway.engine.breakglass;

import io.slipway.contract.SecretShape;
import io.slipway.engine.Refusal;
import org.jspecify.annotations.Nullable;

/** What is asked for, made sure of. */
final class GlassRequest {

    private static final int SHORTEST = 10;
    private static final int LONGEST = 2000;

    private GlassRequest() {}

    static String release(@Nullable String key) {
        if (key == null || !key.matches("[A-Za-z0-9._-]{1,200}")) {
            throw new Refusal("release", "give the key of a running release, such as shop-1.1.0-staging-3");
        }
        return key;
    }

    static String reason(@Nullable String text) {
        var reason = text == null ? "" : text.strip();
        if (reason.length() < SHORTEST
                || reason.length() > LONGEST
                || reason.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
            throw new Refusal("reason", "say why, in " + SHORTEST + " to " + LONGEST + " characters");
        }
        if (!SecretShape.in(reason).isEmpty()) {
            throw new Refusal(
                    "reason", "holds what looks like a secret, and evidence is for many to read: say it without");
        }
        return reason;
    }
}
