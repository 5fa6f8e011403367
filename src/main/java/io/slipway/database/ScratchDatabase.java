package io.slipway.database;

import io.slipway.catalog.Database;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A database that is made to try something out in, and is gone afterwards. Of each environment there is one at a time: whoever
 * makes the next one drops what was left of the one before.
 *
 * <p>Over 150 lines: what is made of a database is undone beside it.
 */
public final class ScratchDatabase implements AutoCloseable {

    private static final String TRIAL = "slipway_trial_";
    private static final String RESTORE = "slipway_restore_";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration TOLD = Duration.ofMillis(600);

    private final Database described;
    private final String name;
    private final DatabaseServer server;
    private final Postgres scratch;
    private List<Table> history = List.of();
    /** How many sessions Slipway itself has had in it. */
    private long own;

    private ScratchDatabase(Database described, String name) {
        this.described = described;
        this.name = name;
        this.server = new DatabaseServer(described.scratch());
        this.scratch = new Postgres(described.scratch(), name);
    }

    /**
     * Makes an empty one, in an encoding that takes what the live one says. Whoever calls is alone in the environment.
     *
     * @param place the environment, as nobody else is called
     * @param release who it is for
     */
    public static ScratchDatabase create(Database described, LiveDatabase live, String place, String release)
            throws IOException {
        var nature = live.nature();
        var database = create(described, TRIAL, place, release, TextRules.bytewise(nature.encoding()));
        database.history = nature.history();
        return database;
    }

    /**
     * Makes an empty one that a backup can be restored into.
     *
     * @param rules how it codes and sorts texts
     * @param place the environment, as nobody else is called
     * @param release who it is for
     */
    static ScratchDatabase forRestore(Database described, TextRules rules, String place, String release)
            throws IOException {
        return create(described, RESTORE, place, release, rules);
    }

    private static ScratchDatabase create(
            Database described, String purpose, String place, String release, TextRules rules) throws IOException {
        var names = new DatabaseNames(purpose, place);
        var database = new ScratchDatabase(described, names.of(release, random()));
        for (var left : database.server.created(names.prefix())) {
            database.server.drop(left);
        }
        database.server.create(database.name, rules, "");
        return database;
    }

    /**
     * Gives it what the live one is made of, and its history of migrations.
     *
     * @return what the live one is made of
     */
    public Schema copy(LiveDatabase live) throws IOException, InterruptedException {
        own++;
        var schema = live.copySchemaTo(scratch);
        if (!history.isEmpty()) {
            own++;
            live.copyRowsTo(scratch, history);
        }
        return schema;
    }

    /** Fills it with what a backup holds, while it is empty: all of it, or nothing. */
    void restore(InputStream dump, Duration limit) throws IOException, InterruptedException {
        scratch.restore(dump, limit);
    }

    DatabaseSnapshot snapshot(Duration limit) throws IOException {
        return DatabaseSnapshot.take(scratch, limit);
    }

    /** What it is made of at this moment, and how many migrations its history knows. */
    public DatabaseState state() throws IOException, InterruptedException {
        own += 2;
        var schema = scratch.schema();
        var rows = scratch.ask(connection -> {
            var counted = new TreeMap<String, Long>();
            for (var table : Table.named(described.history(), connection)) {
                counted.put(table.toString(), table.rows(connection));
            }
            return counted;
        });
        return new DatabaseState(schema, rows);
    }

    /**
     * Whether anybody but Slipway had a session in it. To be asked when everybody should have left.
     *
     * @throws IOException if somebody is there still
     */
    public boolean wasUsed() throws IOException, InterruptedException {
        var end = Instant.now().plus(PATIENCE);
        while (number("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND datname = ?")
                > 0) {
            if (Instant.now().isAfter(end)) {
                throw new IOException("somebody has been connected to " + this + " for " + PATIENCE
                        + " after what was tried out had ended");
            }
            Thread.sleep(PAUSE.toMillis());
        }
        return sessions() > own;
    }

    /** What it is made of at this moment, as a program sees it. */
    public Inventory inventory() throws IOException {
        own++;
        return scratch.ask(Inventory::read);
    }

    /** From now on {@link #wasUsed} asks for sessions that begin after this. To be called when everybody has left. */
    public void countAnew() throws IOException, InterruptedException {
        // PostgreSQL 14 tells of a session up to half a second late, and it must not count for whoever comes next
        Thread.sleep(TOLD.toMillis());
        own = Math.max(own, sessions());
    }

    private long sessions() throws IOException {
        return number("SELECT coalesce(sum(sessions), 0)::bigint FROM pg_stat_database WHERE datname = ?");
    }

    private long number(String question) throws IOException {
        return server.ask(connection -> {
            try (var asked = connection.prepareStatement(question)) {
                asked.setString(1, name);
                try (var answer = asked.executeQuery()) {
                    answer.next();
                    return answer.getLong(1);
                }
            }
        });
    }

    /** What a version is told to use this one. */
    public Map<String, String> variables() throws IOException {
        return Placeholders.fill(described.variables(), described.scratch(), name, scratch.password());
    }

    /**
     * Drops it, whoever is connected.
     *
     * @throws IOException if it could not be dropped
     */
    @Override
    public void close() throws IOException {
        server.drop(name);
    }

    private static String random() {
        var random = new byte[4];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    @Override
    public String toString() {
        return "the scratch database '" + name + "'";
    }
}
