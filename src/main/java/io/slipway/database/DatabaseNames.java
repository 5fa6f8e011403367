package io.slipway.database;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * How the databases are called that Slipway makes, or sets aside, for an environment. No other environment's are called so.
 *
 * @param purpose what they are for, as their names begin
 * @param place the environment, as nobody else is called
 */
record DatabaseNames(String purpose, String place) {

    private static final int LONGEST = 63;
    private static final int SHORT = 12;
    private static final int UNIQUE = 8;

    /** What the names of all of them begin with. */
    String prefix() {
        return purpose + hash(place).substring(0, SHORT) + "_";
    }

    /** The one of this key, always the same. */
    String of(String key) {
        return of(key, hash(key).substring(0, UNIQUE));
    }

    /** Another one of this key, by what is unique of it. */
    String of(String key, String unique) {
        var suffix = "_" + unique;
        var readable = key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        var room = LONGEST - prefix().length() - suffix.length();
        return prefix() + readable.substring(0, Math.min(room, readable.length())) + suffix;
    }

    private static String hash(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
