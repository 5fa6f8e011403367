package io.slipway.evidence;

import java.util.regex.Pattern;

/**
 * An entry's place in the chain. Whoever may not see the content still sees that nothing was changed, left out or put in.
 *
 * @param sequence the entry's place
 * @param contentHash SHA-256 of its content
 * @param hash SHA-256 of the previous entry's hash and this content's hash
 */
record Link(long sequence, String contentHash, String hash) {

    private static final Pattern LINE = Pattern.compile("(\\d{1,18}) ([0-9a-f]{64}) ([0-9a-f]{64})");

    String line() {
        return sequence + " " + contentHash + " " + hash;
    }

    /** @throws IllegalArgumentException if it is no link */
    static Link read(String line) {
        var match = LINE.matcher(line);
        if (!match.matches()) {
            throw new IllegalArgumentException("'" + line + "' is no link of a chain");
        }
        return new Link(Long.parseLong(match.group(1)), match.group(2), match.group(3));
    }
}
