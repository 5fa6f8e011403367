package io.slipway.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.age.AgeKeys;
import io.slipway.catalog.Backup;
import io.slipway.catalog.Database;
import io.slipway.catalog.DatabaseAccess;
import io.slipway.database.RestoreBeside.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real database gets what its backup holds, by an account with the rights that docs/catalog.md gives it and no more. Nothing that was
 * written since is gone afterwards, and whatever goes wrong, the live database is as it was.
 */
class RestoreBesideIT extends ClusterRoom {

    private static final String KEY = "shop-1.1.0-staging-2";
    private static final AgeKeys KEYS = AgeKeys.make();
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String SLIPWAYS = "SELECT datname FROM pg_database WHERE datname LIKE 'slipway%' ORDER BY 1";

    /** What pg_dump says nothing of. */
    private static final String STANDING =
            """
            SELECT concat_ws(' | ', r.rolname, d.datconnlimit, shobj_description(d.oid, 'pg_database'),
              (SELECT string_agg(concat_ws(' ', CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END,
                  a.privilege_type, a.is_grantable, 'by', a.grantor::regrole), ', ' ORDER BY a.grantee, a.privilege_type)
               FROM aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a),
              (SELECT string_agg(concat_ws(' ', s.setrole, s.setconfig), ', ' ORDER BY s.setrole)
               FROM pg_db_role_setting s WHERE s.setdatabase = d.oid))
            FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba WHERE d.datname = '%s'
            """;

    private Path folder;
    private Path backups;
    private NewBackup backup;

    @BeforeAll
    static void start() throws Exception {
        open(RestoreBesideIT.class);
        for (var name : List.of("slipway_reader", "shop_owner", "shop_app", "poor")) {
            cluster().role(name, "");
        }
        cluster().role("slipway_restorer", "CREATEDB");
        cluster().sql("postgres", "GRANT shop_owner, pg_signal_backend TO slipway_restorer");
    }

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        this.folder = folder;
        backups = Files.createDirectories(folder.resolve("backups"));
        Files.writeString(folder.resolve("password"), Cluster.PASSWORD);
        KEYS.write(folder.resolve("identity"));
        cluster().shop("shop_owner");
        cluster()
                .sql(
                        "postgres",
                        "GRANT CONNECT ON DATABASE shop TO shop_app WITH GRANT OPTION",
                        "ALTER DATABASE shop CONNECTION LIMIT 40",
                        "ALTER DATABASE shop SET search_path = public, \"$user\", \"Old stock\"",
                        "ALTER DATABASE shop SET statement_timeout = '70s'",
                        "ALTER ROLE shop_owner IN DATABASE shop SET application_name = 'owner''s \\ own'",
                        "COMMENT ON DATABASE shop IS 'the shop''s {own} \\ data'");
        owner(
                "CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL)",
                "CREATE TABLE orders (id serial PRIMARY KEY, customer bigint REFERENCES customers, note text, price numeric(9,2))",
                "CREATE TABLE visits (at timestamptz, place text)",
                "CREATE SCHEMA \"Old stock\"",
                "CREATE TABLE \"Old stock\".\"Part's\" (\"No.\" integer, kind text, PRIMARY KEY (kind, \"No.\"))",
                "INSERT INTO customers (name) SELECT 'customer ' || i FROM generate_series(1, 300) i",
                "INSERT INTO orders (customer, note, price) SELECT 1 + i % 300, 'note ' || i, i / 7.0 FROM generate_series(1, 3000) i",
                "INSERT INTO visits SELECT '2026-01-01'::timestamptz + i * interval '1 hour', 'a' FROM generate_series(1, 20) i",
                "INSERT INTO visits SELECT * FROM visits",
                "INSERT INTO \"Old stock\".\"Part's\" SELECT i, 'x' FROM generate_series(1, 12) i",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO shop_app",
                "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO shop_app",
                "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO shop_app");
        backup = backUp("staging");
    }

    @AfterEach
    void dropWhatWasMade() throws Exception {
        for (var name : cluster().ask("postgres", SLIPWAYS)) {
            cluster().sql("postgres", "DROP DATABASE \"" + name + "\" WITH (FORCE)");
        }
        cluster().sql("postgres", "DROP DATABASE IF EXISTS before");
    }

    /** By whom the tables are owned, which the restored ones have to be as well. */
    private static void owner(String... statements) throws Exception {
        var all = new ArrayList<>(List.of("SET ROLE shop_owner"));
        all.addAll(List.of(statements));
        cluster().sql("shop", all.toArray(String[]::new));
    }

    private DatabaseAccess access(String user, int port) {
        return new DatabaseAccess("127.0.0.1", port, user, folder.resolve("password"), null);
    }

    private Database described(@Nullable String restorer, int port) {
        return new Database(
                "shop",
                access("slipway_reader", port),
                access("slipway_scratch", port),
                Map.of("DATABASE_URL", "{name}"),
                List.of(),
                new Backup(
                        backups,
                        List.of(KEYS.recipient()),
                        folder.resolve("identity"),
                        Duration.ofSeconds(30),
                        7,
                        Duration.ofDays(90)),
                restorer == null ? null : access(restorer, port));
    }

    private RestoreBeside beside() {
        return beside("staging");
    }

    private RestoreBeside beside(String environment) {
        return new RestoreBeside(
                described("slipway_restorer", cluster().port()), "shop", environment, Duration.ofSeconds(15));
    }

    /** That a restore proves it is DatabaseBackupIT's. */
    private NewBackup backUp(String environment) throws Exception {
        var described = described(null, cluster().port());
        var made = new BackupWriter(described, "shop", environment).write(KEY);
        new BackupFolder(described.backup(), "shop", environment).prove(made.name());
        return made;
    }

    private Waiting prepare() throws Exception {
        return beside().prepare(backup.name(), backup.recordDigest(), KEY);
    }

    private static String standing(String database) throws Exception {
        return cluster().ask("postgres", STANDING.formatted(database)).get(0);
    }

    private static List<String> slipways() throws Exception {
        return cluster().ask("postgres", SLIPWAYS);
    }

    private static long number(String database, String question) throws Exception {
        return Long.parseLong(cluster().ask(database, question).get(0));
    }

    /** The migration of the version that is rolled back, and what users wrote with it. */
    private static void migrateAndWrite() throws Exception {
        owner(
                "ALTER TABLE orders RENAME note TO remark",
                "ALTER TABLE orders ADD express boolean DEFAULT false",
                "CREATE TABLE coupons (code text)",
                "INSERT INTO coupons VALUES ('ten'), ('twenty')",
                "INSERT INTO orders (customer, remark, price) SELECT 7, 'since', i FROM generate_series(1, 25) i",
                "UPDATE orders SET remark = 'altered' WHERE id BETWEEN 10 AND 16",
                "UPDATE orders SET express = true WHERE id = 20",
                "DELETE FROM orders WHERE id IN (100, 200, 300)",
                "INSERT INTO visits VALUES ('2026-01-01 01:00+00', 'a'), (now(), 'b')");
    }

    @Test
    @Tag("ROLL-2")
    void whatWasWrittenSinceIsCountedRowByRow() throws Exception {
        cluster().sql("postgres", "CREATE DATABASE before TEMPLATE shop");
        migrateAndWrite();
        owner(
                "INSERT INTO \"Old stock\".\"Part's\" VALUES (1, 'y')",
                "UPDATE \"Old stock\".\"Part's\" SET kind = 'z' WHERE \"No.\" = 2");
        var loss = prepare().loss();
        var then = rows("before", "SELECT id, concat_ws('/', customer, note, price) FROM orders");
        var now = rows("shop", "SELECT id, concat_ws('/', customer, remark, price) FROM orders");
        var added = now.keySet().stream().filter(id -> !then.containsKey(id)).count();
        var removed = then.keySet().stream().filter(id -> !now.containsKey(id)).count();
        var changed = now.keySet().stream()
                .filter(id -> then.containsKey(id) && !Objects.equals(now.get(id), then.get(id)))
                .count();
        assertThat(List.of(added, changed, removed)).containsExactly(25L, 7L, 3L);
        assertThat(loss.each())
                .containsExactlyInAnyOrder(
                        new TableLoss("public.orders", added, changed, removed),
                        new TableLoss("public.visits", 2, 0, 0),
                        new TableLoss("public.coupons", number("shop", "SELECT count(*) FROM coupons"), 0, 0),
                        new TableLoss("\"Old stock\".\"Part's\"", 2, 0, 1));
        assertThat(loss.onlyLive()).containsExactly("column public.orders.express");
        assertThat(loss.rows()).isEqualTo(25 + 7 + 3 + 2 + 2 + 3);
        assertThat(loss.words())
                .startsWith("42 rows written since in 4 tables: ")
                .contains("public.orders 25 added, 7 changed, 3 removed", "; public.coupons 2 added")
                .endsWith("; and all that is in column public.orders.express");
    }

    private static Map<String, String> rows(String database, String question) throws Exception {
        var rows = new TreeMap<String, String>();
        try (var connection = cluster().connect("boss", database);
                var ask = connection.createStatement();
                var answer = ask.executeQuery(question)) {
            while (answer.next()) {
                rows.put(answer.getString(1), answer.getString(2));
            }
        }
        return rows;
    }

    /** It goes by what a column holds, and not by where it stands or how the server sorts. */
    @Test
    @Tag("ROLL-2")
    void whatIsOnlyCalledOtherwiseIsNoLoss() throws Exception {
        owner(
                "ALTER TABLE customers RENAME TO clients",
                "ALTER TABLE orders RENAME note TO remark",
                "ALTER TABLE visits RENAME place TO shop",
                "UPDATE orders SET price = price",
                "ALTER TABLE \"Old stock\".\"Part's\" RENAME \"No.\" TO number");
        var loss = prepare().loss();
        assertThat(loss.words()).isEqualTo("no row");
        assertThat(loss.rows()).isZero();
    }

    @Test
    @Tag("BACK-3")
    void whereTheSchemaIsTheSameThereIsNothingToRestore() throws Exception {
        assertThat(beside().differences(backup.name(), backup.recordDigest())).isEmpty();
        owner("INSERT INTO visits VALUES (now(), 'b')");
        assertThat(beside().differences(backup.name(), backup.recordDigest())).isEmpty();
        owner("ALTER TABLE orders RENAME note TO remark");
        assertThat(beside().differences(backup.name(), backup.recordDigest()))
                .containsExactly("column public.orders.note: text is gone", "column public.orders.remark: text is new");
        assertThat(slipways()).isEmpty();
    }

    @Test
    @Tag("ROLL-2")
    void itTakesThePlaceOfTheLiveOneAndNothingIsLost() throws Exception {
        var standing = standing("shop");
        var before = cluster().dump("shop");
        migrateAndWrite();
        var since = cluster().dump("shop");
        var waiting = prepare();
        assertThat(cluster().dump("shop")).isEqualTo(since);
        assertThat(slipways()).containsExactly(waiting.database());
        var aside = beside().takePlace(backup.recordDigest(), KEY);
        assertThat(slipways()).containsExactly(aside);
        assertThat(cluster().dump("shop")).isEqualTo(before);
        assertThat(standing("shop")).isEqualTo(standing);
        assertThat(cluster().dump(aside)).isEqualTo(since);
        try (var app = cluster().connect("shop_app", "shop");
                var statement = app.createStatement()) {
            statement.execute("UPDATE orders SET note = 'again' WHERE id = 10");
            statement.execute("INSERT INTO orders (customer, note, price) VALUES (1, 'new', 2)");
        }
        assertThatThrownBy(() -> cluster().connect("poor", "shop")).hasMessageContaining("permission denied");
        try (var app = cluster().connect("shop_app", aside);
                var statement = app.createStatement()) {
            assertThatThrownBy(() -> statement.execute("DELETE FROM orders"))
                    .hasMessageContaining("read-only transaction");
        }
        assertThat(number("shop", "SELECT sum(n_live_tup) FROM pg_stat_user_tables WHERE last_analyze IS NOT NULL"))
                .isPositive();
    }

    @Test
    @Tag("ROLL-2")
    void untilThenNobodyElseGetsIn() throws Exception {
        var waiting = prepare();
        for (var user : List.of("shop_owner", "shop_app", "slipway_reader", "poor")) {
            assertThatThrownBy(() -> cluster().connect(user, waiting.database()))
                    .as(user)
                    .hasMessageContaining("permission denied for database");
        }
    }

    @Test
    @Tag("ROLL-2")
    void whatWasDoneIsNotDoneAgain() throws Exception {
        migrateAndWrite();
        prepare();
        var aside = beside().takePlace(backup.recordDigest(), KEY);
        owner("INSERT INTO customers (name) VALUES ('after')");
        var live = number("postgres", "SELECT oid FROM pg_database WHERE datname = 'shop'");
        assertThat(beside().takePlace(backup.recordDigest(), KEY)).isEqualTo(aside);
        assertThat(number("postgres", "SELECT oid FROM pg_database WHERE datname = 'shop'"))
                .isEqualTo(live);
        assertThatThrownBy(this::prepare).isInstanceOf(IOException.class).hasMessageContaining(aside);
        assertThat(slipways()).containsExactly(aside);
    }

    @Test
    @Tag("ROLL-4")
    void whatWasSetAsideComesBackWithEveryRow() throws Exception {
        migrateAndWrite();
        var standing = standing("shop");
        var since = cluster().dump("shop");
        var number = number("postgres", "SELECT oid FROM pg_database WHERE datname = 'shop'");
        beside().giveBack(KEY);
        assertThat(number("postgres", "SELECT oid FROM pg_database WHERE datname = 'shop'"))
                .as("nothing was set aside")
                .isEqualTo(number);
        prepare();
        beside().takePlace(backup.recordDigest(), KEY);
        assertThat(beside().tookPlace(KEY)).isTrue();
        owner("INSERT INTO customers (name) VALUES ('while it was rehearsed')");
        for (var time : List.of("once", "twice")) {
            beside().giveBack(KEY);
            assertThat(number("postgres", "SELECT oid FROM pg_database WHERE datname = 'shop'"))
                    .as(time)
                    .isEqualTo(number);
        }
        assertThat(beside().tookPlace(KEY)).isFalse();
        assertThat(cluster().dump("shop")).isEqualTo(since);
        assertThat(standing("shop")).isEqualTo(standing);
        try (var app = cluster().connect("shop_app", "shop");
                var statement = app.createStatement()) {
            statement.execute("INSERT INTO visits VALUES (now(), 'b')");
        }
        var kept = new DatabaseNames("slipway_return_", "shop/staging").of(KEY, "returned");
        assertThat(slipways()).containsExactly(kept);
        prepare();
        assertThat(slipways()).as("until the next time").doesNotContain(kept).hasSize(1);
    }

    @Test
    @Tag("ROLL-2")
    void whatWasNotPreparedTakesNoPlace() throws Exception {
        var besides = new DatabaseNames("slipway_return_", "shop/staging");
        assertNoPlaceIsTaken();
        cluster().sql("postgres", "CREATE DATABASE " + besides.of(KEY) + " OWNER slipway_restorer");
        assertNoPlaceIsTaken();
        new DatabaseServer(access("slipway_restorer", cluster().port())).drop(besides.of(KEY));
        prepare();
        assertThatThrownBy(() -> beside().takePlace("0".repeat(64), KEY)).hasMessageContaining("no database waits");
    }

    private void assertNoPlaceIsTaken() throws Exception {
        var number = number("postgres", "SELECT oid FROM pg_database WHERE datname = 'shop'");
        assertThatThrownBy(() -> beside().takePlace(backup.recordDigest(), KEY))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no database waits");
        assertThat(number("postgres", "SELECT oid FROM pg_database WHERE datname = 'shop'"))
                .isEqualTo(number);
    }

    @Test
    @Tag("ROLL-2")
    void whatIsHalfMadeIsMadeAnewAndWhatIsWholeIsUsedAgain() throws Exception {
        var besides = new DatabaseNames("slipway_return_", "shop/staging");
        var asides = new DatabaseNames("slipway_aside_", "shop/staging");
        cluster().sql("postgres", "CREATE DATABASE " + besides.of(KEY) + " OWNER shop_owner");
        cluster().sql(besides.of(KEY), "CREATE TABLE half (id integer)");
        cluster().sql("postgres", "CREATE DATABASE " + besides.of("older") + " OWNER slipway_restorer");
        cluster().sql("postgres", "CREATE DATABASE " + besides.of("other") + " OWNER boss");
        cluster().sql("postgres", "CREATE DATABASE " + asides.of("older") + " OWNER slipway_restorer");
        var waiting = prepare();
        assertThat(waiting.database()).isEqualTo(besides.of(KEY)).hasSizeLessThanOrEqualTo(63);
        assertThat(slipways()).containsExactlyInAnyOrder(besides.of(KEY), asides.of("older"), besides.of("other"));
        assertThat(cluster().ask(waiting.database(), "SELECT relname FROM pg_class WHERE relname = 'half'"))
                .isEmpty();
        var number = number("postgres", "SELECT oid FROM pg_database WHERE datname = '" + waiting.database() + "'");
        owner("INSERT INTO visits VALUES (now(), 'b')");
        assertThat(prepare().loss().words()).isEqualTo("1 row written since in 1 table: public.visits 1 added");
        assertThat(number("postgres", "SELECT oid FROM pg_database WHERE datname = '" + waiting.database() + "'"))
                .isEqualTo(number);
    }

    @Test
    @Tag("ROLL-2")
    void environmentsKeepTheirHandsOffEachOthers() throws Exception {
        var waiting = prepare();
        var production = backUp("production");
        var other = beside("production").prepare(production.name(), production.recordDigest(), KEY);
        assertThat(slipways()).containsExactlyInAnyOrder(waiting.database(), other.database());
        assertThatThrownBy(() -> beside("production").prepare(backup.name(), backup.recordDigest(), KEY))
                .hasMessageContaining("is no name of a backup of shop.production");
    }

    @Test
    @Tag("ROLL-2")
    void aPoolThatAlwaysComesBackDoesNotKeepThePlace() throws Exception {
        migrateAndWrite();
        prepare();
        var on = new AtomicBoolean(true);
        var old = new AtomicInteger();
        var restored = new AtomicInteger();
        var people = Executors.newFixedThreadPool(6);
        try {
            for (var i = 0; i < 6; i++) {
                people.execute(() -> {
                    while (on.get()) {
                        visit(old, restored, on);
                    }
                });
            }
            await().atMost(SOON).until(() -> old.get() > 100);
            var began = Instant.now();
            beside().takePlace(backup.recordDigest(), KEY);
            assertThat(Duration.between(began, Instant.now())).isLessThan(SOON);
            await().atMost(SOON).until(() -> restored.get() > 100);
        } finally {
            on.set(false);
            people.shutdownNow();
        }
    }

    /** What it asks is another thing in each of the two. */
    private static void visit(AtomicInteger old, AtomicInteger restored, AtomicBoolean on) {
        try (var connection = cluster().connect("shop_app", "shop");
                var ask = connection.prepareStatement("SELECT count(*) FROM pg_attribute WHERE attname = 'remark'")) {
            while (on.get()) {
                try (var answer = ask.executeQuery()) {
                    answer.next();
                    (answer.getInt(1) > 0 ? old : restored).incrementAndGet();
                }
            }
        } catch (Exception e) {
            // thrown out, and at once there again
            Thread.onSpinWait();
        }
    }

    /** As if Slipway's host had lost its power between the two names. */
    @Test
    @Tag("ROLL-2")
    void whoeverDiesInTheMiddleLeavesAllAsItWas() throws Exception {
        migrateAndWrite();
        var waiting = prepare();
        var since = cluster().dump("shop");
        var standing = standing("shop");
        try (var cable = new Cable(cluster().port());
                var holding = cluster().connect("boss", "postgres")) {
            holding.setAutoCommit(false);
            holding.createStatement()
                    .execute("ALTER ROLE boss IN DATABASE " + waiting.database() + " SET work_mem = '1MB'");
            var dying = new RestoreBeside(described("slipway_restorer", cable.port()), "shop", "staging");
            var people = Executors.newSingleThreadExecutor();
            try {
                var taking = people.submit(() -> dying.takePlace(backup.recordDigest(), KEY));
                await().atMost(SOON).until(() -> !cluster()
                        .ask(
                                "postgres",
                                "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                        + " AND query LIKE 'ALTER DATABASE \"slipway_return%RENAME%'")
                        .isEmpty());
                cable.cut();
                assertThatThrownBy(taking::get).hasCauseInstanceOf(IOException.class);
                await().atMost(SOON).until(() -> isReached("shop"));
            } finally {
                people.shutdownNow();
            }
            holding.rollback();
        }
        assertThat(cluster().dump("shop")).isEqualTo(since);
        assertThat(standing("shop")).isEqualTo(standing);
        assertThat(slipways()).containsExactly(waiting.database());
        var aside = beside().takePlace(backup.recordDigest(), KEY);
        assertThat(slipways()).containsExactly(aside);
    }

    private static boolean isReached(String database) throws Exception {
        try (var connection = cluster().connect("shop_app", database)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    @Test
    @Tag("ROLL-2")
    void whomTheAccountMayNotEndKeepsThePlaceAndNobodyIsEndedForIt() throws Exception {
        var waiting = prepare();
        var impatient = new RestoreBeside(
                described("slipway_restorer", cluster().port()), "shop", "staging", Duration.ofSeconds(1));
        try (var staying = cluster().connect("boss", "shop");
                var user = cluster().connect("shop_app", "shop")) {
            assertThatThrownBy(() -> impatient.takePlace(backup.recordDigest(), KEY))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("'shop' is in use, and was not changed")
                    .hasMessageContaining("sessions of boss, which this account may not end");
            assertThat(staying.isValid(1)).isTrue();
            assertThat(user.isValid(1)).isTrue();
        }
        assertThat(slipways()).containsExactly(waiting.database());
        beside().takePlace(backup.recordDigest(), KEY);
    }

    private void assertRefused(Callable<?> work, String... why) throws Exception {
        var live = cluster().dump("shop");
        var standing = standing("shop");
        assertThatThrownBy(work::call)
                .isInstanceOf(IOException.class)
                .message()
                .contains(why)
                .doesNotContain(Cluster.PASSWORD, KEYS.secret());
        assertThat(slipways()).isEmpty();
        assertThat(cluster().dump("shop")).isEqualTo(live);
        assertThat(standing("shop")).isEqualTo(standing);
    }

    @Test
    @Tag("BACK-3")
    void aBackupThatWasAlteredIsRefused() throws Exception {
        var file = backups.resolve(backup.name() + ".dump.age");
        var bytes = Files.readAllBytes(file);
        var altered = bytes.clone();
        altered[altered.length / 2] ^= 16;
        Files.write(file, altered);
        assertRefused(this::prepare, "");
        // it restores as well as before
        Files.write(file, backUp("production", bytes));
        assertRefused(this::prepare, "the file was altered since it was written");
    }

    /** Another one of the same rows. */
    private byte[] backUp(String environment, byte[] unlike) throws Exception {
        var other = Files.readAllBytes(backups.resolve(backUp(environment).name() + ".dump.age"));
        assertThat(other).isNotEqualTo(unlike);
        return other;
    }

    @Test
    @Tag("BACK-3")
    void aRecordThatWasAlteredIsRefused() throws Exception {
        var record = backups.resolve(backup.name() + ".json");
        Files.writeString(record, Files.readString(record) + " ");
        assertRefused(this::prepare, "its record was altered");
        assertRefused(() -> beside().differences(backup.name(), backup.recordDigest()), "its record was altered");
    }

    /** The record is the one that is asked for, and says something else than the backup holds. */
    @Test
    @Tag("BACK-3")
    void whatIsRestoredAndIsNotWhatWasBackedUpIsRefused() throws Exception {
        var file = backups.resolve(backup.name() + ".json");
        var mapper = new ObjectMapper();
        var record = (ObjectNode) mapper.readTree(file.toFile());
        ((ObjectNode) record.at("/contents/tables/1")).put("rows", 12345);
        var bytes = mapper.writeValueAsBytes(record);
        Files.write(file, bytes);
        assertRefused(
                () -> beside().prepare(backup.name(), Sha256.of(bytes), KEY),
                "what was restored is not what was backed up",
                "instead of 12345");
    }

    @Test
    @Tag("BACK-3")
    void withoutTheKeyNothingIsRestored() throws Exception {
        AgeKeys.make().write(folder.resolve("identity"));
        assertRefused(this::prepare, "cannot be opened with the identity in");
        Files.delete(folder.resolve("identity"));
        assertRefused(this::prepare, "identity");
    }

    @Test
    @Tag("BACK-3")
    void whatBelongsToARoleThatIsGoneIsNotRestored() throws Exception {
        cluster().role("auditor", "");
        owner("GRANT SELECT ON orders TO auditor");
        backup = backUp("staging");
        cluster().sql("shop", "DROP OWNED BY auditor", "DROP ROLE auditor");
        assertRefused(this::prepare, "role \"auditor\" does not exist");
    }

    @Test
    @Tag("BACK-3")
    void whatTheAccountLacksIsSaid() throws Exception {
        assertThat(beside().missing()).isEmpty();
        var poor = new RestoreBeside(described("poor", cluster().port()), "shop", "staging");
        assertThatThrownBy(poor::missing).isInstanceOf(IOException.class).hasMessageContaining("permission denied");
        cluster().sql("shop", "GRANT CONNECT ON DATABASE shop TO poor");
        assertThat(poor.missing())
                .hasSize(5)
                .contains(
                        "it may not create databases, nor rename any: ALTER ROLE poor CREATEDB",
                        "it is not a member of shop_owner, who owns the database shop",
                        "it is not a member of shop_owner, who has settings of its own in this database",
                        "it may not end sessions of shop_app, shop_owner, slipway_reader, slipway_restorer: GRANT"
                                + " pg_signal_backend TO poor")
                .anyMatch(line -> line.startsWith("it is not a member of shop_owner, who owns default privileges"));
    }

    /** Each of them would only come out in the middle of a rollback. */
    @Test
    @Tag("BACK-3")
    void whatTheAccountCannotRestoreIsSaidBefore() throws Exception {
        var guest =
                "shop_app owns table guests, and may create in the schema public only by a grant, which a restore makes"
                        + " last: only a superuser restores that";
        cluster().sql("shop", "CREATE TABLE bosses (id integer)", "GRANT CREATE ON SCHEMA public TO shop_app");
        cluster().sql("shop", "SET ROLE shop_app", "CREATE TABLE guests (id integer)");
        owner("ALTER TABLE visits ENABLE ROW LEVEL SECURITY", "ALTER TABLE visits FORCE ROW LEVEL SECURITY");
        assertThat(beside().missing())
                .containsExactly(
                        "it is not a member of boss, who owns table bosses",
                        "it is not a member of shop_app, who owns table guests",
                        "row-level security of visits is forced on its owner: ALTER ROLE slipway_restorer BYPASSRLS",
                        guest);
        cluster()
                .sql(
                        "shop",
                        "DROP TABLE bosses",
                        "ALTER TABLE visits DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY",
                        "GRANT shop_app TO slipway_restorer");
        try {
            assertThat(beside().missing()).containsExactly(guest);
            backup = backUp("staging");
            assertRefused(this::prepare, "permission denied for schema public");
        } finally {
            cluster().sql("postgres", "REVOKE shop_app FROM slipway_restorer");
        }
    }

    @Test
    @Tag("BACK-3")
    void withoutAnAccountForItThereIsNoRestore() {
        assertThatThrownBy(() -> new RestoreBeside(described(null, 1), "shop", "staging"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("names no account");
    }
}
