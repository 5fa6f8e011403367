package io.slipway.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.age.AgeKeys;
import io.slipway.age.Recipients;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.DatabaseText;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.database.Cluster;
import io.slipway.database.ClusterRoom;
import io.slipway.permit.Granting;
import io.slipway.target.Harbour;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real database is backed up and the backup restored. Whatever is done to it in between, what does not restore to the same rows does
 * not count, and nothing is left of it on the disk or at the server.
 */
@Tag("BACK-2")
class DatabaseBackupIT extends ClusterRoom {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CANARY = "row-canary-51d";
    private static final AgeKeys KEYS = AgeKeys.make();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Path folder;
    private Path backups;
    private Harbour harbour;

    @BeforeAll
    static void start() throws Exception {
        open(DatabaseBackupIT.class);
        cluster().role("slipway_reader", "");
        cluster().role("slipway_scratch", "CREATEDB");
    }

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        this.folder = folder;
        backups = Files.createDirectories(folder.resolve("backups"));
        harbour = new Harbour(folder);
        Files.writeString(folder.resolve("password"), Cluster.PASSWORD);
        KEYS.write(folder.resolve("identity"));
        cluster().shop("boss");
        cluster()
                .sql(
                        "shop",
                        "CREATE TYPE state AS ENUM ('open', 'paid')",
                        "CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name varchar(80) NOT NULL,"
                                + " kind varchar(9) CHECK (kind IN ('old', 'new')), since timestamptz DEFAULT now())",
                        "CREATE TABLE orders (id serial PRIMARY KEY, customer bigint REFERENCES customers, price numeric(9,2),"
                                + " state state DEFAULT 'open', weight double precision, photo bytea, tags text[], extra jsonb)",
                        "CREATE INDEX orders_state ON orders (state) WHERE price > 100",
                        "CREATE SCHEMA \"Old stock\"",
                        "CREATE TABLE \"Old stock\".\"Part's\" (\"No.\" integer, note text)",
                        "CREATE TABLE empty (id integer)",
                        "CREATE TABLE sales (day date, amount integer) PARTITION BY RANGE (day)",
                        "CREATE TABLE sales_1 PARTITION OF sales FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
                        "CREATE VIEW paid AS SELECT * FROM orders WHERE state = 'paid'",
                        "INSERT INTO customers (name, kind) SELECT 'customer ' || i, 'old' FROM generate_series(1, 500) i",
                        "INSERT INTO orders (customer, price, weight, photo, tags, extra) SELECT 1 + i % 500, i / 7.0, sqrt(i),"
                                + " sha256(i::text::bytea), ARRAY['a', '" + CANARY + "'], jsonb_build_object('i', i)"
                                + " FROM generate_series(1, 5000) i",
                        "INSERT INTO \"Old stock\".\"Part's\" VALUES (1, NULL), (1, NULL), (2, 'x')",
                        "INSERT INTO sales SELECT '2026-05-01'::date + i, i FROM generate_series(1, 20) i");
    }

    @AfterEach
    void leavesNothingBehind() throws Exception {
        assertThat(cluster().ask("postgres", "SELECT datname FROM pg_database WHERE datname LIKE 'slipway%'"))
                .isEmpty();
        await("nobody is connected any more").atMost(Duration.ofSeconds(10)).until(() -> cluster()
                .ask("postgres", "SELECT usename FROM pg_stat_activity WHERE usename LIKE 'slipway%'")
                .isEmpty());
        harbour.close();
    }

    private Catalog catalog(String options) throws IOException {
        var yaml = DatabaseText.into(
                harbour.yaml("process"), cluster().port(), KEYS.recipient(), ", within: " + LIMIT + options);
        var other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("shop.yaml"), yaml);
        return Catalog.read(other);
    }

    private Job job(Map<String, ?> more) {
        var variables = new HashMap<String, @Nullable Object>(more);
        variables.putAll(Map.of("service", "shop", "environment", "staging"));
        return new Job("1", "shop-1.1.0-staging-2", variables, Granting.none());
    }

    private Outcome backUp() throws Exception {
        return backUp("");
    }

    private Outcome backUp(String options) throws Exception {
        return within(new BackUpDatabase(catalog(options)), job(Map.of()));
    }

    private Outcome prove(Outcome made) throws Exception {
        return prove(made, "");
    }

    private Outcome prove(Outcome made, String options) throws Exception {
        return within(new ProveRestore(catalog(options)), job(nonNull(made.variables())));
    }

    private static Map<String, Object> nonNull(Map<String, @Nullable Object> variables) {
        var all = new HashMap<String, Object>();
        variables.forEach((name, value) -> {
            if (value != null) {
                all.put(name, value);
            }
        });
        return all;
    }

    /** Whatever it is done to, it ends. */
    private static Outcome within(Worker worker, Job job) throws Exception {
        var began = Instant.now();
        var outcome = worker.work(job);
        assertThat(Duration.between(began, Instant.now())).isLessThan(LIMIT.plusSeconds(15));
        return outcome;
    }

    private static Finding finding(Outcome outcome) {
        assertThat(outcome.findings()).hasSize(1);
        assertThat(outcome.findings().get(0).rule()).isEqualTo(Rule.BACK_2);
        return outcome.findings().get(0);
    }

    private static void assertPass(Outcome outcome, Variable<String> verdict) {
        assertThat(finding(outcome).verdict()).as(finding(outcome).why()).isEqualTo(Verdict.PASS);
        assertThat(outcome.variables()).containsEntry(verdict.name(), "pass");
    }

    /** It does not count, and nothing is left of it. */
    private Finding assertRefused(Outcome outcome, String... why) throws IOException {
        var finding = finding(outcome);
        assertThat(finding.verdict()).as(finding.why()).isNotEqualTo(Verdict.PASS);
        assertThat(finding.why()).contains(why).doesNotContain(Cluster.PASSWORD, KEYS.secret());
        assertThat(files()).isEmpty();
        return finding;
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(backups)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Path unproven(Outcome made) {
        return backups.resolve(made.variables().get("backup") + ".dump.age.unproven");
    }

    @Test
    @Tag("SEC-5")
    @Tag("CHECK-3")
    @Tag("AUTH-5")
    void aBackupCountsOnceItWasRestored() throws Exception {
        var made = backUp();
        assertPass(made, Variable.BACKUP_VERDICT);
        var name = String.valueOf(made.variables().get("backup"));
        assertThat(name).matches("shop\\.staging\\.[0-9]{8}T[0-9]{6}Z\\.[0-9a-f]{8}");
        assertThat(files()).containsExactly(name + ".dump.age.unproven", name + ".json");
        for (var file : files()) {
            var bytes = Files.readAllBytes(backups.resolve(file));
            assertThat(new String(bytes, UTF_8)).doesNotContain(CANARY, "PGDMP", "customer 7");
            assertThat(Files.getPosixFilePermissions(backups.resolve(file)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
        var proven = prove(made);
        assertPass(proven, Variable.RESTORE_VERDICT);
        assertThat(files()).containsExactly(name + ".dump.age", name + ".json");
        assertThat(finding(proven).facts())
                .containsEntry("tables", "6")
                .containsEntry("rows", Integer.toString(500 + 5000 + 3 + 20))
                .containsEntry("differences", "0")
                .containsEntry("digest", sha256(Files.readAllBytes(backups.resolve(name + ".dump.age"))))
                .containsEntry("record", String.valueOf(finding(made).facts().get("record")));
    }

    /** As docs/catalog.md says it, by Debian's programs alone. */
    @Test
    @Tag("SEC-5")
    void whoHasTheKeyRestoresItWithoutSlipway() throws Exception {
        var made = backUp();
        prove(made);
        var file = backups.resolve(made.variables().get("backup") + ".dump.age");
        var live = withoutChecks(cluster().dump("shop"));
        cluster().sql("postgres", "DROP DATABASE shop", "CREATE DATABASE shop");
        var done = shell(
                "age --decrypt -i '" + folder.resolve("identity") + "' '" + file + "' | '"
                        + Cluster.programs().orElseThrow().resolve("pg_restore") + "' -e -1 --dbname=shop",
                "boss");
        assertThat(done).isEmpty();
        assertThat(withoutChecks(cluster().dump("shop"))).isEqualTo(live);
    }

    /** PostgreSQL writes the same check in another way once it has read it again. */
    private static String withoutChecks(String dump) {
        assertThat(dump).contains("CONSTRAINT customers_kind_check CHECK");
        return dump.replaceAll("CONSTRAINT customers_kind_check CHECK .*", "");
    }

    private String shell(String command, String user) throws Exception {
        var builder = new ProcessBuilder("bash", "-o", "pipefail", "-c", command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", Cluster.PASSWORD);
        builder.environment().put("PGHOST", "127.0.0.1");
        builder.environment().put("PGPORT", Integer.toString(cluster().port()));
        builder.environment().put("PGUSER", user);
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** Another file instead of the backup; its record says that this is what was written. */
    private Outcome replaced(Outcome made, byte[] file) throws Exception {
        Files.write(unproven(made), file);
        var record = backups.resolve(made.variables().get("backup") + ".json");
        var json = (ObjectNode) JSON.readTree(record.toFile());
        json.put("digest", sha256(file)).put("bytes", file.length);
        var bytes = JSON.writeValueAsBytes(json);
        Files.write(record, bytes);
        return made.with(Variable.BACKUP_RECORD, sha256(bytes));
    }

    private static byte[] encrypted(byte[] dump) throws IOException {
        var sink = new ByteArrayOutputStream();
        try (var encrypting = new Recipients(List.of(KEYS.recipient())).encrypting(sink)) {
            encrypting.write(dump);
        }
        return sink.toByteArray();
    }

    private byte[] dump(String database, String format) throws Exception {
        var file = folder.resolve("dump");
        shell(
                "'" + Cluster.programs().orElseThrow().resolve("pg_dump") + "' --format=" + format + " --file='" + file
                        + "' " + database,
                "boss");
        return Files.readAllBytes(file);
    }

    private static byte[] cut(byte[] bytes, int percent) {
        return Arrays.copyOf(bytes, (int) (bytes.length * (percent / 100.0)));
    }

    private static byte[] flipped(byte[] bytes, int percent) {
        var altered = bytes.clone();
        altered[(int) (bytes.length * (percent / 100.0))] ^= 16;
        return altered;
    }

    /** anchors.md, part E, of what is encrypted; each of them some check takes for a backup. */
    @ParameterizedTest
    @CsvSource({"p, 80", "p, 40", "p, 100", "t, 80", "t, 40", "t, 100", "c, 40", "c, 80", "c, 99", "c, 0"})
    void aDumpThatIsCutOrOfAnotherFormatIsRefused(String format, int percent) throws Exception {
        var made = backUp();
        assertRefused(prove(replaced(made, encrypted(cut(dump("shop", format), percent)))), "does not count");
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 60, 90})
    void aDumpWithABitThatFlippedIsRefused(int percent) throws Exception {
        var made = backUp();
        assertRefused(prove(replaced(made, encrypted(flipped(dump("shop", "c"), percent)))), "does not count");
    }

    /** A folder of files goes into no pipe; what is left of one is its table of contents. */
    @Test
    void theTableOfContentsOfADumpIsRefused() throws Exception {
        var made = backUp();
        shell(
                "'" + Cluster.programs().orElseThrow().resolve("pg_dump") + "' --format=d --file='"
                        + folder.resolve("pieces") + "' shop",
                "boss");
        var contents = Files.readAllBytes(folder.resolve("pieces/toc.dat"));
        assertRefused(prove(replaced(made, encrypted(contents))), "does not count");
    }

    /** The rows are as many as they were. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE orders SET price = price + 0.01 WHERE id = 77 | table public.orders has as many rows (5000), and not the same ones",
                "UPDATE \"Old stock\".\"Part's\" SET note = '' WHERE \"No.\" = 2 | not the same ones",
                "DELETE FROM orders WHERE id > 4900 | table public.orders has 4900 rows instead of 5000",
                "INSERT INTO empty VALUES (1) | table public.empty has 1 rows instead of 0",
                "DROP TABLE empty | public.empty",
                "DROP INDEX orders_state | orders_state",
                "ALTER TABLE orders DROP CONSTRAINT orders_customer_fkey | orders_customer_fkey",
                "ALTER TABLE customers ALTER name DROP NOT NULL | customers.name",
                "SELECT setval('orders_id_seq', 12) | sequence public.orders_id_seq is at 12"
            })
    void aDumpOfSomethingElseIsRefused(String difference, String why) throws Exception {
        var made = backUp();
        cluster().sql("shop", difference);
        assertRefused(prove(replaced(made, encrypted(dump("shop", "c")))), "restores is not what was there", why);
    }

    @Test
    void aDumpOfTheWrongDatabaseIsRefused() throws Exception {
        var made = backUp();
        assertRefused(prove(replaced(made, encrypted(dump("postgres", "c")))), "restores is not what was there");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 40, 80, 99})
    @Tag("SEC-5")
    void aFileThatWasCutIsRefused(int percent) throws Exception {
        var made = backUp();
        var file = Files.readAllBytes(unproven(made));
        assertRefused(prove(replaced(made, cut(file, percent))), "does not count");
    }

    @Test
    @Tag("SEC-5")
    void aFileWithABitThatFlippedIsRefused() throws Exception {
        var made = backUp();
        var file = Files.readAllBytes(unproven(made));
        assertRefused(prove(replaced(made, flipped(file, 50))), "does not count");
    }

    /** What restores just as well need not be what was written. */
    @Test
    void anotherFileThanTheOneThatWasWrittenIsRefused() throws Exception {
        var made = backUp();
        Files.write(unproven(made), encrypted(dump("shop", "c")));
        assertRefused(prove(made), "the file was altered since it was written");
    }

    @Test
    void aRecordThatWasAlteredIsRefused() throws Exception {
        var made = backUp();
        var record = backups.resolve(made.variables().get("backup") + ".json");
        Files.writeString(record, Files.readString(record) + " ");
        assertRefused(prove(made), "its record was altered");
    }

    /** Its record is the one that was written, and the catalog names another database since. */
    @Test
    void aBackupOfAnotherDatabaseIsRefused() throws Exception {
        var made = backUp();
        var record = backups.resolve(made.variables().get("backup") + ".json");
        var bytes = Files.readString(record).replace("\"database\" : \"shop\"", "\"database\" : \"tool\"");
        Files.writeString(record, bytes);
        assertRefused(
                prove(made.with(Variable.BACKUP_RECORD, sha256(bytes.getBytes(UTF_8)))),
                "a backup of the database 'tool' of shop/staging, and not of 'shop'");
    }

    /** What a check, or the border of a partition, says of texts depends on how they are sorted. */
    @Test
    void whatDependsOnTheSortingIsRestoredToo() throws Exception {
        cluster()
                .sql(
                        "postgres",
                        "DROP DATABASE shop",
                        "CREATE DATABASE shop TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en'");
        cluster()
                .sql(
                        "shop",
                        "CREATE TABLE steps (low text, high text, CHECK (low < high))",
                        // not so byte by byte
                        "INSERT INTO steps VALUES ('a', 'B')");
        var made = backUp();
        assertPass(prove(made), Variable.RESTORE_VERDICT);
        assertThat(finding(made).facts()).containsEntry("rows", "1");
    }

    @Test
    @Tag("SEC-5")
    void withTheWrongKeyNothingIsProven() throws Exception {
        var made = backUp();
        AgeKeys.make().write(folder.resolve("identity"));
        assertRefused(prove(made), "cannot be opened with the identity in");
        made = backUp();
        Files.delete(folder.resolve("identity"));
        assertRefused(prove(made), "identity", "NoSuchFileException");
    }

    @Test
    void whatWasNotMadeIsNotProven() throws Exception {
        assertThat(finding(within(new ProveRestore(catalog("")), job(Map.of()))).verdict())
                .isEqualTo(Verdict.UNKNOWN);
        for (var name : List.of("../password", "shop.staging.20260101T000000Z.12345678", "shop.staging.x")) {
            assertRefused(
                    within(new ProveRestore(catalog("")), job(Map.of("backup", name, "backupRecord", "0".repeat(64)))),
                    name);
        }
        assertThat(folder.resolve("password")).exists();
    }

    @Test
    void aServerThatDoesNotAnswerIsNoBackup() throws Exception {
        var made = backUp();
        cluster().sql("postgres", "ALTER ROLE slipway_scratch PASSWORD 'another'");
        try {
            assertRefused(prove(made), "password authentication failed", "check again");
        } finally {
            cluster()
                    .sql(
                            "postgres",
                            "ALTER ROLE slipway_scratch PASSWORD '" + Cluster.PASSWORD.replace("'", "''") + "'");
        }
        cluster().sql("shop", "REVOKE pg_read_all_data FROM slipway_reader");
        assertRefused(backUp(), "was not backed up", "permission denied");
    }

    /** Rows that an account is kept from are no rows that are not there. */
    @Test
    void rowsThatTheReaderIsKeptFromAreNoBackup() throws Exception {
        cluster()
                .sql(
                        "shop",
                        "ALTER TABLE orders ENABLE ROW LEVEL SECURITY",
                        "CREATE POLICY few ON orders USING (id < 10)");
        assertRefused(backUp(), "row-level security");
    }

    @Test
    void whatTakesTooLongIsBrokenOff() throws Exception {
        cluster()
                .sql(
                        "shop",
                        "CREATE FUNCTION slow() RETURNS integer LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(600); RETURN 1; END'",
                        "CREATE MATERIALIZED VIEW waiting AS SELECT 1 AS one",
                        "CREATE OR REPLACE VIEW slow_view AS SELECT slow() AS one",
                        "DROP MATERIALIZED VIEW waiting",
                        "CREATE MATERIALIZED VIEW waiting AS SELECT * FROM slow_view WITH NO DATA");
        cluster().sql("shop", "UPDATE pg_class SET relispopulated = true WHERE relname = 'waiting'");
        var made = backUp();
        var began = Instant.now();
        assertRefused(prove(made, ""), "it was not done after");
        assertThat(Duration.between(began, Instant.now())).isBetween(LIMIT.minusSeconds(1), LIMIT.plusSeconds(10));
    }

    @Test
    void aConnectionThatBreaksIsNoBackup() throws Exception {
        var people = Executors.newSingleThreadExecutor();
        // pg_dump waits for the lock, and is thrown out while it does
        try (var locking = cluster().connect("boss", "shop")) {
            locking.setAutoCommit(false);
            locking.createStatement().execute("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");
            var cutting = people.submit(() -> {
                await().atMost(Duration.ofSeconds(10)).until(() -> !cluster()
                        .ask(
                                "postgres",
                                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'slipway_reader'"
                                        + " AND wait_event_type = 'Lock' AND query LIKE 'LOCK%'")
                        .isEmpty());
                return true;
            });
            assertRefused(backUp(), "was not backed up", "pg_dump");
            assertThat(cutting.get()).isTrue();
        } finally {
            people.shutdownNow();
        }
    }

    /** As autovacuum is, which comes to large databases: whom the account may not end. */
    @Test
    void whoComesByDoesNotKeepTheRestoredDatabase() throws Exception {
        var people = Executors.newSingleThreadExecutor();
        try {
            var made = backUp();
            var visit = people.submit(() -> {
                // it is there for a moment only, a tenth of a second on a fast machine
                await().atMost(LIMIT)
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(2))
                        .until(() -> !restored().isEmpty());
                try (var visitor = cluster().connect("boss", restored().get(0))) {
                    await().atMost(LIMIT).until(() -> !cluster()
                            .ask(
                                    "postgres",
                                    "SELECT pid FROM pg_stat_activity WHERE usename = 'slipway_scratch' AND state ="
                                            + " 'active' AND query LIKE 'DROP DATABASE%'")
                            .isEmpty());
                    return visitor.isValid(1);
                }
            });
            assertPass(prove(made), Variable.RESTORE_VERDICT);
            assertThat(visit.get()).isTrue();
        } finally {
            people.shutdownNow();
        }
    }

    private static List<String> restored() throws Exception {
        return cluster().ask("postgres", "SELECT datname FROM pg_database WHERE datname LIKE 'slipway_restore%'");
    }

    @Test
    void aFullDiskIsNoBackup() throws Exception {
        var root = Files.getOwner(Path.of("/proc/self")).getName().equals("root");
        assumeTrue(root, "DatabaseBackupIT.aFullDiskIsNoBackup is skipped: only root makes a disk that is full");
        shell("mount -t tmpfs -o size=64k tmpfs '" + backups + "'", "boss");
        try {
            assertRefused(backUp(), "was not backed up", "No space left on device");
        } finally {
            shell("umount '" + backups + "'", "boss");
        }
    }

    @Test
    void aFolderThatIsNotThereIsNoBackup() throws Exception {
        Files.delete(backups);
        assertThat(finding(backUp()).why()).contains("the folder for backups", "is not there");
        Files.createDirectory(backups);
    }

    /** What the snapshot does not hold is in neither; what it holds is in both. */
    @Test
    void whileOthersWriteTheBackupIsOfOneMoment() throws Exception {
        var on = new AtomicBoolean(true);
        var people = Executors.newSingleThreadExecutor();
        try {
            var writing = people.submit(() -> {
                try (var connection = cluster().connect("boss", "shop");
                        var statement = connection.createStatement()) {
                    var written = 0;
                    while (on.get()) {
                        statement.execute("INSERT INTO orders (customer, price) VALUES (1, 2)");
                        statement.execute("UPDATE customers SET since = now() WHERE id = 1 + " + written % 500);
                        written++;
                    }
                    return written;
                }
            });
            await().atMost(Duration.ofSeconds(10)).until(() -> !cluster()
                    .ask("shop", "SELECT count(*) FROM orders HAVING count(*) > 5100")
                    .isEmpty());
            var made = backUp();
            on.set(false);
            assertThat(writing.get()).isPositive();
            assertPass(prove(made), Variable.RESTORE_VERDICT);
            var rows = Long.parseLong(finding(made).facts().getOrDefault("rows", "0"));
            assertThat(rows).isGreaterThan(5623);
        } finally {
            on.set(false);
            people.shutdownNow();
        }
    }

    @Test
    void whatACrashLeftIsTakenAwayAndWhatIsOthersIsNot() throws Exception {
        var left = "shop.staging.20260101T000000Z.0123abcd";
        for (var suffix : List.of(".dump.age.part", ".dump.age.unproven", ".json")) {
            Files.writeString(backups.resolve(left + suffix), "half");
        }
        var others = List.of(
                "shop.production.20260101T000000Z.0123abcd.dump.age.part",
                "shop.staging.20260101T000000Z.0123abcd.txt",
                "shop.staging.notes.json");
        for (var other : others) {
            Files.writeString(backups.resolve(other), "not ours");
        }
        // and at the server
        var place = sha256("shop/staging".getBytes(UTF_8)).substring(0, 12);
        cluster().sql("postgres", "CREATE DATABASE slipway_restore_" + place + "_old_12345678 OWNER slipway_scratch");
        var made = backUp();
        assertPass(prove(made), Variable.RESTORE_VERDICT);
        var name = String.valueOf(made.variables().get("backup"));
        assertThat(files())
                .contains(name + ".dump.age", name + ".json")
                .containsAll(others)
                .hasSize(5);
    }

    @Test
    @Tag("CHECK-3")
    void tooManyAndTooOldOnesGoAndNeverTheLastProven() throws Exception {
        for (var day : List.of("20250101", "20260901", "20260902", "20260903")) {
            Files.writeString(backups.resolve("shop.staging." + day + "T000000Z.0123abcd.dump.age"), "old");
            Files.writeString(backups.resolve("shop.staging." + day + "T000000Z.0123abcd.json"), "old");
        }
        var old = files();
        AgeKeys.make().write(folder.resolve("identity"));
        prove(backUp());
        assertThat(files()).as("nothing goes for a backup that is not proven").isEqualTo(old);
        KEYS.write(folder.resolve("identity"));
        var made = backUp();
        assertPass(prove(made, ", keep: 3, keepFor: P3650D"), Variable.RESTORE_VERDICT);
        var name = String.valueOf(made.variables().get("backup"));
        assertThat(files())
                .containsExactly(
                        "shop.staging.20260902T000000Z.0123abcd.dump.age",
                        "shop.staging.20260902T000000Z.0123abcd.json",
                        "shop.staging.20260903T000000Z.0123abcd.dump.age",
                        "shop.staging.20260903T000000Z.0123abcd.json",
                        name + ".dump.age",
                        name + ".json");
        var newest = backUp();
        assertPass(prove(newest, ", keepFor: PT0.001S"), Variable.RESTORE_VERDICT);
        assertThat(files())
                .containsExactly(
                        newest.variables().get("backup") + ".dump.age",
                        newest.variables().get("backup") + ".json");
    }

    @Test
    void whereTheCatalogNamesNoDatabaseThereIsNothingToBackUp() throws Exception {
        assertPass(within(new BackUpDatabase(harbour.catalog()), job(Map.of())), Variable.BACKUP_VERDICT);
        assertPass(within(new ProveRestore(harbour.catalog()), job(Map.of())), Variable.RESTORE_VERDICT);
    }
}
