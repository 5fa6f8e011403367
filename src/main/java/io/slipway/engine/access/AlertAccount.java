package io.slipway.engine.access;

import io.slipway.contract.Role;
import io.slipway.contract.WorkerAccount;
import io.slipway.engine.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * The technical account by which Alertmanager brings Slipway's own alert back (Basic authentication). Its secret is the content
 * of a file, without the white space around it; where no file is named there is no such account, and no alert is taken.
 */
@Component
@Profile("!worker")
public final class AlertAccount {

    static final String NAME = Role.SLIPWAY_ALERTS.id();

    private static final String SETTING = "slipway.alerts.secret-file";
    private static final int SHORTEST = 24;

    private final @Nullable String secret;

    AlertAccount(@Value("${" + SETTING + ":#{null}}") @Nullable Path file, WorkerAccount worker) {
        secret = file == null ? null : read(file);
        if (worker.secret().equals(secret)) {
            throw refused(file + " holds the secret of the workers", "Give Alertmanager one of its own.");
        }
    }

    private static String read(Path file) {
        try {
            var secret = Files.readString(file).strip();
            if (secret.length() < SHORTEST) {
                throw refused(
                        file + " holds a secret of " + secret.length() + " characters",
                        "Write " + SHORTEST + " or more into it.");
            }
            return secret;
        } catch (IOException e) {
            throw refused(file + " cannot be read: " + e, "Mend its name or its rights.");
        }
    }

    private static StartRefused refused(String what, String todo) {
        return new StartRefused(SETTING + ": " + what + ".", todo);
    }

    Optional<String> secret() {
        return Optional.ofNullable(secret);
    }

    /** Why no alert is taken here; empty: alerts are taken. */
    public Optional<String> closed() {
        return secret == null
                ? Optional.of("This Slipway takes no alerts: " + SETTING + " is not set (docs/running.md)")
                : Optional.empty();
    }

    /** What somebody who brings an alert without being known is told. */
    String howToLogIn() {
        return closed().orElse("Log in as " + NAME + " with the secret in the file that " + SETTING + " names");
    }
}
