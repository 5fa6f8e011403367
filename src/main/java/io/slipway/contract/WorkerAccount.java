package io.slipway.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The technical account by which workers talk to the engine over HTTP (Basic authentication).
 *
 * @param name of the user
 * @param secret its password; never logged, not part of {@link #toString()}
 */
public record WorkerAccount(String name, String secret) {

    private static final int RANDOM_BYTES = 32;

    /** The account with this secret; a blank or absent one becomes 32 random bytes, known to this process only. */
    public static WorkerAccount ofConfigured(@Nullable String secret) {
        return new WorkerAccount(
                Role.SLIPWAY_WORKER.id(), secret == null || secret.isBlank() ? random() : secret.strip());
    }

    /**
     * The account whose secret is the content of this file, without the white space around it.
     *
     * @throws IllegalArgumentException if the file is empty
     * @throws UncheckedIOException if it cannot be read
     */
    public static WorkerAccount ofFile(Path file) {
        try {
            var secret = Files.readString(file).strip();
            if (secret.isEmpty()) {
                throw new IllegalArgumentException("The worker's secret file " + file
                        + " is empty; write the secret of the engine's worker account into it");
            }
            return new WorkerAccount(Role.SLIPWAY_WORKER.id(), secret);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The worker's secret file " + file + " (slipway.worker.secret-file) cannot be read: " + e, e);
        }
    }

    private static String random() {
        var bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "WorkerAccount[name=" + name + "]";
    }
}
