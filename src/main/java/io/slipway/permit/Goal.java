package io.slipway.permit;

/**
 * What an environment is brought to.
 *
 * @param version as people call it
 * @param digest SHA-256 of its artifact
 */
public record Goal(String version, String digest) {

    @Override
    public String toString() {
        return version + " (" + digest.substring(0, Math.min(12, digest.length())) + ")";
    }
}
