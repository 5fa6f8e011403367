package io.slipway.target;

/**
 * A version of a service, and the bytes that it is.
 *
 * @param number as people call it
 * @param digest SHA-256 of its artifact, 64 hex digits in lower case
 */
public record Version(String number, String digest) {

    /** @throws IllegalArgumentException if the digest is none: it becomes the name of a folder */
    public Version {
        if (!digest.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("'" + digest + "' (of version '" + number
                    + "') is no SHA-256 in 64 lower-case hex digits; nothing is looked for or started by that name");
        }
    }

    @Override
    public String toString() {
        return number + " (" + digest.substring(0, 12) + ")";
    }
}
