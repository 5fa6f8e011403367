package io.slipway.catalog;

import java.time.Duration;
import java.util.List;

/** Refuses settings that cannot be meant. */
final class Check {

    private Check() {}

    static void that(boolean right, String setting, String demand) {
        if (!right) {
            throw new IllegalArgumentException("'" + setting + "' " + demand);
        }
    }

    static void matches(String setting, String value, String pattern) {
        that(value.matches(pattern), setting, "must match " + pattern + ", but is '" + value + "'");
    }

    static void positive(String setting, Duration value) {
        that(value.toMillis() > 0, setting, "must be longer than nothing, but is " + value);
    }

    static <T> List<T> notEmpty(String setting, List<T> values) {
        that(!values.isEmpty(), setting, "must not be empty");
        return List.copyOf(values);
    }
}
