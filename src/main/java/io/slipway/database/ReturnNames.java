package io.slipway.database;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * How databases are called that take the live one's place, or were set aside for that. No other environment's are called so.
 *
 * @param place the environment, as nobody else is called
 */
record ReturnNames(String place) {

    private static final int LONGEST = 63;
    private static final int SHORT = 12;
    private static final int UNIQUE = 8;

    /** What the names of all that were restored beside begin with. */
    String besidePrefix() {
        return prefix("slipway_return_");
    }

    String beside(String key) {
        return name(besidePrefix(), key);
    }

    String aside(String key) {
        return name(prefix("slipway_aside_"), key);
    }

    private String prefix(String purpose) {
        return purpose + hash(place).substring(0, SHORT) + "_";
    }

    private static String name(String prefix, String key) {
        var suffix = "_" + hash(key).substring(0, UNIQUE);
        var readable = key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        var room = LONGEST - prefix.length() - suffix.length();
        return prefix + readable.substring(0, Math.min(room, readable.length())) + suffix;
    }

    private static String hash(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
