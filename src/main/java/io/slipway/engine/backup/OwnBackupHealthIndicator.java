package io.slipway.engine.backup;

import java.io.IOException;
import java.time.Instant;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Down while Slipway's own database is not backed up as it should be; unknown where nobody asks for backups. */
@Component
@Profile("!worker")
class OwnBackupHealthIndicator extends AbstractHealthIndicator {

    private final OwnBackup backup;

    OwnBackupHealthIndicator(OwnBackup backup) {
        super("The backups cannot be looked at");
        this.backup = backup;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) throws IOException {
        var now = Instant.now();
        var state = backup.state();
        if (state.isEmpty()) {
            health.unknown().withDetail("backup", "Slipway makes none");
            return;
        }
        state.get().trouble(now).ifPresentOrElse(why -> health.down().withDetail("backup", why), health::up);
        state.get()
                .newest(now)
                .ifPresent(newest -> health.withDetail(
                        "newest",
                        newest.file() + (newest.proven() ? ", proven by a restore" : ", not proven by a restore")));
    }
}
