package io.slipway.monitor;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is said to ask for scaling or tuning: a signal, and the bound that it is beyond.
 *
 * @param signal its name, as monitoring has it
 * @param above whether it has to be above the bound; else below
 */
record ScalingClaim(String signal, boolean above, double bound) {

    private static final Pattern WORDS =
            Pattern.compile("([^<>]+?)\\s*([<>])\\s*([-+]?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d{1,3})?)");

    /** Reads {@code signal > number} or {@code signal < number}; empty: it is neither. */
    static Optional<ScalingClaim> read(String words) {
        var found = WORDS.matcher(words.strip());
        return found.matches()
                ? Optional.of(new ScalingClaim(
                        found.group(1), found.group(2).equals(">"), Double.parseDouble(found.group(3))))
                : Optional.empty();
    }

    boolean holds(double value) {
        return above ? value > bound : value < bound;
    }
}
