package io.slipway.notify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Secrets lie in files, so that they stand in no configuration. */
final class SecretFile {

    private SecretFile() {}

    /**
     * The secret, without what is blank around it.
     *
     * @param setting that names the file
     * @throws IllegalArgumentException if it is shorter
     */
    static String read(String setting, Path file, int shortest) {
        try {
            var secret = Files.readString(file).strip();
            if (secret.length() < shortest) {
                throw new IllegalArgumentException(setting + ": " + file + " holds a secret of " + secret.length()
                        + " characters; it needs " + shortest + " or more");
            }
            return secret;
        } catch (IOException e) {
            throw new UncheckedIOException(setting + ": " + file + " cannot be read", e);
        }
    }
}
