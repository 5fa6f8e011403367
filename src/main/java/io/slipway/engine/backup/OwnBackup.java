package io.slipway.engine.backup;

import io.slipway.age.Identity;
import io.slipway.age.Recipients;
import io.slipway.engine.H2File;
import io.slipway.engine.StartRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Makes backups when they are due, in a thread of its own, and knows whether there is one that counts. */
@Component
@Profile("!worker")
@EnableConfigurationProperties(BackupSettings.class)
class OwnBackup implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(OwnBackup.class);
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final BackupSettings settings;
    private final @Nullable BackupState state;
    private final @Nullable BackupRun run;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "own-backup");
        thread.setDaemon(true);
        return thread;
    });

    OwnBackup(
            BackupSettings settings,
            DatabaseCopy database,
            @Value("${slipway.data:./data}") Path data,
            Environment environment) {
        this.settings = settings;
        if (settings.folder() == null) {
            state = null;
            run = null;
            return;
        }
        if (!H2File.isUsed(environment)) {
            throw new StartRefused(
                    "slipway.backup copies an H2 file, and the database is none: nothing would be backed up.",
                    "Take slipway.backup out, and back the database up with pg_dump (docs/running.md).");
        }
        var kept = new KeptBackups(settings.folder(), settings.keep());
        state = new BackupState(kept, settings.every(), settings.identityFile() != null);
        run = new BackupRun(database, data, new Recipients(settings.recipients()), identity(settings), kept);
    }

    private static @Nullable Identity identity(BackupSettings settings) {
        try {
            return settings.identityFile() == null ? null : Identity.read(settings.identityFile());
        } catch (IOException e) {
            throw new StartRefused(
                    "slipway.backup.identity-file: " + e.getMessage() + ". No backup could be proven.",
                    "Mend the file, or take the setting out: restore proves backups where the key is.");
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        if (run == null) {
            LOG.info(
                    "Slipway makes no backups of its own database: slipway.backup says nothing of any (docs/running.md)");
            return;
        }
        LOG.info(
                "Slipway's database is backed up to {} every {}, for {}; {}",
                settings.folder(),
                settings.every(),
                settings.recipients(),
                settings.identityFile() != null
                        ? "each one is restored"
                        : "no restore proves it here: there is no identity-file");
        var pause = settings.every().compareTo(LOOK) < 0 ? settings.every() : LOOK;
        var unused = clock.scheduleWithFixedDelay(this::look, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (run == null || state == null) {
            return;
        }
        try {
            if (state.isDue(Instant.now())) {
                make(run, state);
            }
        } catch (BackupException | IOException | RuntimeException e) {
            var why = e instanceof BackupException ? String.valueOf(e.getMessage()) : e.toString();
            state.failed(Instant.now(), why);
            LOG.error("Slipway's database is NOT backed up. It is tried again. {}", why, e);
        }
    }

    private static void make(BackupRun run, BackupState state) throws BackupException {
        var made = run.make();
        state.succeeded();
        LOG.info(
                "Slipway's database is backed up: {}, {} bytes, in {}, {}: {}",
                made.file(),
                made.bytes(),
                made.took(),
                made.proven() ? "proven by a restore" : "not proven by a restore",
                made.manifest().words());
    }

    /** Empty: nobody asks for backups. */
    Optional<BackupState> state() {
        return Optional.ofNullable(state);
    }

    /** Waits for what is under way, without interrupting it: H2 closes a file whose reader is interrupted. */
    @Override
    public void destroy() throws InterruptedException {
        clock.shutdown();
        if (!clock.awaitTermination(20, TimeUnit.SECONDS)) {
            LOG.warn("A backup was still being made; it does not count");
        }
    }
}
