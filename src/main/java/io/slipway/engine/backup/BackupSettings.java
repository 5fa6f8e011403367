package io.slipway.engine.backup;

import io.slipway.age.Recipients;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Slipway's own backup, of an H2 file.
 *
 * @param folder where backups go, and nothing else; absent: none are made
 * @param recipients the public keys of age that they are encrypted for: each opens them alone
 * @param identityFile the secret key of one of them: with it each backup is restored on this machine, right after it was made;
 *     absent: backups are unproven until {@code restore} proves them elsewhere
 * @param every how often one is made
 * @param keep how many are kept
 */
@ConfigurationProperties(prefix = "slipway.backup", ignoreUnknownFields = false)
record BackupSettings(
        @Nullable Path folder,
        @DefaultValue List<String> recipients,
        @Nullable Path identityFile,
        @DefaultValue("PT24H") Duration every,
        @DefaultValue("7") int keep) {

    private static final Duration OFTEN = Duration.ofSeconds(1);

    BackupSettings {
        recipients = List.copyOf(recipients);
        require(
                (folder == null) == recipients.isEmpty(),
                "recipients",
                "goes with slipway.backup.folder: backups are encrypted, for at least one age1…");
        require(folder != null || identityFile == null, "identity-file", "goes with slipway.backup.folder");
        require(every.compareTo(OFTEN) >= 0, "every", "is a second or longer");
        require(keep >= 1, "keep", "is 1 or more");
        try {
            if (!recipients.isEmpty()) {
                new Recipients(recipients);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("slipway.backup.recipients: " + e.getMessage(), e);
        }
    }

    private static void require(boolean right, String setting, String demand) {
        if (!right) {
            throw new IllegalArgumentException("slipway.backup." + setting + " " + demand);
        }
    }
}
