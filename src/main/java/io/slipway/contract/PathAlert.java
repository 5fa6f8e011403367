package io.slipway.contract;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The alert of Slipway's own that walks the way of all alerts: a worker gives it to Alertmanager, which brings it to the server.
 * It says nothing of any service.
 */
public final class PathAlert {

    /** Its {@code alertname}. */
    public static final String NAME = "SlipwayAlertPath";

    /** The label that tells one from every other. */
    public static final String NONCE = "nonce";

    private static final int RANDOM_BYTES = 16;
    private static final Pattern WRITTEN = Pattern.compile("[0-9a-f]{" + 2 * RANDOM_BYTES + "}");

    private PathAlert() {}

    /** A nonce that nobody has had, and nobody can guess. */
    public static String freshNonce() {
        var bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Whether this is written like one. */
    public static boolean isNonce(String text) {
        return WRITTEN.matcher(text).matches();
    }
}
