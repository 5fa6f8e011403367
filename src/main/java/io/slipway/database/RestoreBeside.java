package io.slipway.database;

import io.slipway.age.Identity;
import io.slipway.catalog.Database;
import io.slipway.catalog.DatabaseAccess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A backup that is restored beside the live database, on the live one's server, so that it can take its place.
 *
 * <p>Over 150 lines: what is promised of each step stands beside the others', and one begins where another ends.
 */
public final class RestoreBeside {

    private static final Logger LOG = LoggerFactory.getLogger(RestoreBeside.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SHOWN = 5;

    private final Database described;
    private final DatabaseAccess access;
    private final BackupFolder folder;
    private final BackupReader backups;
    private final DatabaseServer server;
    private final Postgres live;
    private final DatabaseNames besides;
    private final DatabaseNames asides;
    private final Duration patience;

    /** @throws IllegalArgumentException if the catalog names no 'restore' account */
    public RestoreBeside(Database described, String service, String environment) {
        this(described, service, environment, PATIENCE);
    }

    /** @param patience for how long sessions may be in the way when it takes the live one's place */
    RestoreBeside(Database described, String service, String environment, Duration patience) {
        if (described.restore() == null) {
            throw new IllegalArgumentException(
                    "the catalog names no account that restores the database '" + described.name() + "'");
        }
        var place = service + "/" + environment;
        this.described = described;
        this.access = described.restore();
        this.folder = new BackupFolder(described.backup(), service, environment);
        this.backups = new BackupReader(described, folder, place);
        this.server = new DatabaseServer(access);
        this.live = new Postgres(access, described.name());
        this.besides = new DatabaseNames("slipway_return_", place);
        this.asides = new DatabaseNames("slipway_aside_", place);
        this.patience = patience;
    }

    /**
     * One that waits to take the live one's place.
     *
     * @param database how it is called until then
     * @param record of the backup
     * @param loss what would be lost if it did now
     */
    public record Waiting(String database, BackupRecord record, DataLoss loss) {}

    /**
     * What the account lacks to do this, in words; nothing: it can.
     *
     * @throws IOException if it cannot even connect
     */
    public List<String> missing() throws IOException {
        return live.ask(RestoreRights::missing);
    }

    /**
     * In what the live database is made of something else than a backup says, in words; nothing: there is nothing to restore. Rows are
     * not looked at.
     *
     * @param backup as {@link NewBackup} has it
     * @param recordDigest as {@link NewBackup} has it
     */
    public List<String> differences(String backup, String recordDigest) throws IOException {
        var record = backups.record(backup, recordDigest);
        return record.contents().inventory().changesTo(live.ask(Inventory::read));
    }

    /**
     * Restores a backup beside the live database, proves it, and counts what would be lost. One that an earlier attempt of the same key has
     * restored wholly from it is used again, and the loss counted anew; whatever else was left of this environment's is dropped. If it
     * fails nothing of it is left at the server. The live one is only read.
     *
     * @param backup as {@link NewBackup} has it; it is proven
     * @param recordDigest as {@link NewBackup} has it
     * @param key of what it is for
     * @throws IOException if it could not be restored, or not within its limit, or is not what was backed up
     */
    public Waiting prepare(String backup, String recordDigest, String key) throws IOException, InterruptedException {
        var end = Instant.now().plus(described.backup().within());
        var record = backups.record(backup, recordDigest);
        if (tookPlace(key)) {
            throw new IOException(
                    "this was done before: the database that was live then is called '" + asides.of(key) + "' since");
        }
        var beside = beside(besides.of(key));
        var isThere = beside.isMarked(recordDigest);
        for (var left : server.own(besides.prefix())) {
            if (!isThere || !left.equals(besides.of(key))) {
                server.drop(left);
            }
        }
        if (!isThere) {
            restore(backup, record, recordDigest, key, end);
        }
        return new Waiting(besides.of(key), record, loss(described.name(), besides.of(key), end));
    }

    private void restore(String backup, BackupRecord record, String recordDigest, String key, Instant end)
            throws IOException, InterruptedException {
        var identity = Identity.read(described.backup().identityFile());
        var beside = beside(besides.of(key));
        var whole = false;
        try {
            beside.create(record.textRules());
            backups.restore(folder.proven(backup), record, identity, beside::fill, end);
            prove(beside, record, end);
            beside.analyse(Deadline.left(end));
            beside.rehearse();
            beside.mark(recordDigest);
            whole = true;
        } finally {
            if (!whole) {
                dropHalf(besides.of(key));
            }
        }
    }

    /** What fails here keeps nobody from hearing why it is half, and the next attempt drops it. */
    private void dropHalf(String name) {
        try {
            if (server.own(name).contains(name)) {
                server.drop(name);
            }
        } catch (IOException e) {
            LOG.warn("The database '{}' is left at {}, and is dropped next time: {}", name, access, e.toString());
        }
    }

    private static void prove(BesideDatabase beside, BackupRecord record, Instant end)
            throws IOException, InterruptedException {
        var differences = beside.differencesTo(record, end);
        if (!differences.isEmpty()) {
            throw new IOException("what was restored is not what was backed up (" + differences.size() + "): "
                    + String.join("; ", differences.subList(0, Math.min(SHOWN, differences.size()))));
        }
    }

    /**
     * Puts it into the live one's place, all at once. The live one is set aside under another name, read-only to its sessions if they say
     * nothing else, and nothing of it is dropped. Whoever is connected is thrown out. If that was done for this key already, nothing
     * is done. It takes as long as sessions are in the way, however much is in either.
     *
     * @param recordDigest of the backup that waits
     * @param key as it was prepared for
     * @return how the one is called now that was live before
     * @throws IOException if it could not: then all is as it was
     */
    public String takePlace(String recordDigest, String key) throws IOException, InterruptedException {
        var aside = asides.of(key);
        if (!tookPlace(key)) {
            if (!beside(besides.of(key)).isMarked(recordDigest)) {
                throw new IOException(
                        "no database waits at " + access + " that was restored from this backup and proven");
            }
            swap(besides.of(key), aside);
        }
        return aside;
    }

    /** Whether the one that was live before is set aside for this key: then this was put into its place. */
    public boolean tookPlace(String key) throws IOException {
        return server.has(asides.of(key));
    }

    /**
     * Gives the one that was set aside its place again, all at once, as {@link #takePlace} does. What had its place meanwhile is kept until
     * something is prepared here again. If none is set aside for this key, nothing is done.
     *
     * @return whether there was one
     * @throws IOException if it could not: then all is as it was
     */
    public boolean giveBack(String key) throws IOException, InterruptedException {
        var isAside = tookPlace(key);
        if (isAside) {
            swap(asides.of(key), besides.of(key, "returned"));
        }
        return isAside;
    }

    private void swap(String beside, String aside) throws IOException, InterruptedException {
        try {
            new Swap(server, described.name(), beside, aside).make(patience);
        } catch (IOException e) {
            // a connection that breaks at its last word leaves open whether that was heard
            if (!server.has(aside)) {
                throw e;
            }
        }
    }

    private DataLoss loss(String now, String then, Instant end) throws IOException, InterruptedException {
        try (var one = DatabaseSnapshot.take(new Postgres(access, now), Deadline.left(end));
                var other = DatabaseSnapshot.take(new Postgres(access, then), Deadline.left(end))) {
            return Deadline.by(end, () -> LossCount.between(one, other));
        }
    }

    private BesideDatabase beside(String name) {
        return new BesideDatabase(server, access, described.name(), name);
    }
}
