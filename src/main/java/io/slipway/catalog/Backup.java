package io.slipway.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.slipway.age.Recipients;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How a database is backed up.
 *
 * @param folder where its backups go
 * @param recipients who can open them: public keys of age
 * @param identityFile holds the key that opens them, where a restore is proven; a host that only makes backups has no such file
 * @param within the longest that a backup, and then its restore, may take; absent: an hour
 * @param keep so many proven backups are kept; absent: seven
 * @param keepFor a backup that is older is kept no longer; the last proven one is, whatever its age; absent: 90 days
 */
public record Backup(
        @JsonProperty(required = true) Path folder,
        @JsonProperty(required = true) List<String> recipients,
        @JsonProperty(required = true) Path identityFile,
        Duration within,
        Integer keep,
        Duration keepFor) {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int SEVEN = 7;
    private static final Duration QUARTER = Duration.ofDays(90);

    public Backup {
        folder = CatalogFile.resolve(folder);
        identityFile = CatalogFile.resolve(identityFile);
        recipients = List.copyOf(recipients);
        Check.that(
                !identityFile.startsWith(folder),
                "database.backup.identityFile",
                "lies elsewhere than in 'folder': whoever gets the backups must not get the key with them (SEC-5)");
        try {
            var checked = new Recipients(recipients);
            recipients = checked.keys();
        } catch (IllegalArgumentException e) {
            Check.that(false, "database.backup.recipients", "says who can open the backups: " + e.getMessage());
        }
        // absent in the file
        within = within == null ? HOUR : within;
        keep = keep == null ? SEVEN : keep;
        keepFor = keepFor == null ? QUARTER : keepFor;
        Check.positive("database.backup.within", within);
        Check.that(keep > 0, "database.backup.keep", "is 1 or more, but is " + keep);
        Check.positive("database.backup.keepFor", keepFor);
    }
}
