package io.slipway.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.slipway.catalog.Database;
import io.slipway.catalog.Environment;
import io.slipway.contract.Finding;
import io.slipway.contract.Verdict;
import io.slipway.database.Cluster;
import io.slipway.database.LiveDatabase;
import io.slipway.database.ScratchDatabase;
import io.slipway.target.Harbour;
import io.slipway.target.Version;
import io.slipway.worker.Outcome;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A version is tried out, and what it does to the schema is told. */
@Tag("GATE-3")
class CheckSchemaIT extends SchemaRoom {

    private static final List<String> PROVEN =
            List.of("testsVerdict", "buildVerdict", "historyVerdict", "stagingVerdict", "artifactDigest");

    private static Finding assertChange(String change, String kinds, Outcome outcome) {
        var finding = assertVerdict(Verdict.PASS, outcome);
        assertThat(outcome.variables()).as(finding.why()).containsEntry("changeKinds", kinds);
        assertThat(finding.facts()).containsEntry("change", change);
        return finding;
    }

    private void assertUnknown(Outcome outcome, String... says) {
        assertThat(assertVerdict(Verdict.UNKNOWN, outcome).why()).contains(says);
    }

    private Version build(String script) throws Exception {
        return harbour.build("1.1.0", "good", script);
    }

    @Test
    void aVersionThatOnlyReadsChangesNothing() throws Exception {
        var finding = assertChange("none", "source", check(build(QUIET)));
        assertThat(finding.why())
                .contains("1.1.0", "shop at 127.0.0.1:" + cluster().port(), "left it as it was");
        assertThat(finding.facts()).containsEntry("differences", "0");
    }

    @Test
    void aMigrationThatHidesInTheStartIsAChangeOfADatabase() throws Exception {
        var version = build(CONNECT + "-c 'CREATE TABLE coupon (id integer, secret text DEFAULT $$canary$$)'");
        var finding = assertChange("changed", "database, source", check(version));
        assertThat(finding.why()).contains("CREATE TABLE public.coupon", "database-architect");
        assertThat(finding.facts())
                .containsEntry("differences", "1")
                .containsEntry("first", "CREATE TABLE public.coupon");
        assertChange(
                "changed",
                "database, infrastructure",
                check(version, yaml -> yaml, Map.of("changeKinds", "database, infrastructure")));
        assertChange("changed", "database", check(version, yaml -> yaml, Map.of("changeKinds", "nothing")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE orders RENAME remark TO note | TABLE public.orders (note, remark)",
                "ALTER TABLE orders RENAME TO purchases | DROP TABLE public.orders",
                "DROP INDEX orders_remark | DROP INDEX public.orders_remark",
                "ALTER TABLE orders ALTER price SET DEFAULT 4 | ALTER TABLE public.orders (price)",
                "ALTER TABLE orders ALTER price SET NOT NULL | ALTER TABLE public.orders (price)",
                "CREATE OR REPLACE FUNCTION fee(price integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'"
                        + " | ALTER FUNCTION public.fee(integer)",
                "CREATE SCHEMA fresh | CREATE SCHEMA fresh",
                "COMMENT ON TABLE orders IS 'x' | CREATE COMMENT public.TABLE orders",
                "INSERT INTO old.\"Flyway_Schema_History\" VALUES (3, 'V3') | rows of old.Flyway_Schema_History: 2 became 3",
            })
    void anyStatementThatLeavesATraceIsSeen(String statement, String words) throws Exception {
        var file = folder.resolve("statement.sql");
        Files.writeString(file, statement + ";");
        var finding = assertChange("changed", "database, source", check(build(CONNECT + "-f " + file)));
        assertThat(finding.facts().get("first")).contains(words);
    }

    @Test
    @Tag("SEC-2")
    void whatIsTriedOutIsToldNothingOfTheLiveDatabase() throws Exception {
        var seen = folder.resolve("seen");
        assertChange("none", "source", check(build("env >" + seen + "; " + QUIET)));
        assertThat(Files.readString(seen))
                .contains("DATABASE_URL=postgresql://slipway_scratch:", "/slipway_trial_", "SECRET=" + Harbour.CANARY)
                .doesNotContain(LIVE_SECRET, "/shop\n");
    }

    @Test
    void whereVariablesSayAnotherDatabaseNothingIsStarted() throws Exception {
        var seen = folder.resolve("seen");
        Files.writeString(
                folder.resolve("staging.env"),
                "REPORTS_URL=jdbc:postgresql://127.0.0.1/reports\n",
                StandardOpenOption.APPEND);
        var version = build("env >" + seen + "; " + QUIET);
        assertUnknown(check(version), "REPORTS_URL", "was not started", "'database.variables'");
        assertThat(seen).doesNotExist();
        assertChange(
                "none",
                "source",
                check(version, yaml -> yaml.replace("variables: {", "variables: {REPORTS_URL: none, "), Map.of()));
    }

    @Test
    void aVersionThatReadsItsDatabaseElsewhereIsNoProof() throws Exception {
        assertUnknown(check(build("true")), "never connected", "'database.variables'");
    }

    /** The worst that a trial can do is found out at once. */
    @Test
    void aVersionThatKnowsAnotherWayToTheLiveDatabaseFails() throws Exception {
        var version = build(QUIET + " && PGPASSWORD='" + Cluster.PASSWORD.replace("'", "'\\''")
                + "' psql -h 127.0.0.1 -p " + cluster().port() + " -U boss shop -c 'CREATE TABLE mishap ()'");
        assertThat(assertVerdict(Verdict.FAIL, check(version)).why()).contains("itself was changed", "public.mishap");
        live = cluster().dump("shop");
        var broken = build("PGPASSWORD='" + Cluster.PASSWORD.replace("'", "'\\''") + "' psql -h 127.0.0.1 -p "
                + cluster().port() + " -U boss shop -c 'DROP TABLE mishap'; exit 1");
        assertThat(assertVerdict(Verdict.FAIL, check(broken)).why()).contains("itself was changed", "public.mishap");
        live = cluster().dump("shop");
    }

    @Test
    void aVersionThatDoesNotStartAgainstAnEmptyCopySaysNothing() throws Exception {
        assertUnknown(check(build(CONNECT + "-c 'CREATE TABLE half (); SELECT 1 / 0'")), "ended by itself", "log");
        assertUnknown(check(harbour.build("1.1.0", "lies", QUIET)), "says that it is another version");
        assertUnknown(
                check(
                        build(QUIET + "; sleep 60"),
                        yaml -> yaml.replace("settlingTime:", "rollbackWithin: PT1S\n    settlingTime:"),
                        Map.of()),
                "was not healthy within 1000 ms");
    }

    @Test
    @Tag("PREP-2")
    void nothingIsStartedThatIsNotProven() throws Exception {
        var seen = folder.resolve("seen");
        var version = build("env >" + seen + "; " + QUIET);
        for (var verdict : PROVEN) {
            for (var answer : List.of("fail", "unknown", "")) {
                assertUnknown(check(version, yaml -> yaml, Map.of(verdict, answer)), "was not started", verdict);
            }
        }
        assertUnknown(check(new Version("1.1.0", "0".repeat(64))), "SHA-256");
        assertThat(seen).doesNotExist();
    }

    @Test
    void whatIsNotReachedIsNotKnown() throws Exception {
        var version = build(QUIET);
        Files.writeString(folder.resolve("wrong"), "another");
        assertUnknown(
                check(version, yaml -> yaml.replaceFirst("\\.\\./password", "../wrong"), Map.of()),
                "password authentication failed",
                "slipway_reader");
        assertUnknown(
                check(
                        version,
                        yaml -> yaml.replace("../password, user: slipway_scratch", "../gone, user: slipway_scratch"),
                        Map.of()),
                "the password of slipway_scratch",
                "cannot be read");
        assertUnknown(
                check(version, yaml -> yaml.replace("user: slipway_scratch", "user: powerless"), Map.of()),
                "permission denied to create database",
                "powerless");
        assertUnknown(
                check(version, yaml -> yaml.replace("{name: shop,", "{name: gone,"), Map.of()),
                "\"gone\" does not exist");
        try (var nobody = new ServerSocket(0)) {
            nobody.close();
            assertUnknown(
                    check(
                            version,
                            yaml -> yaml.replace("port: " + cluster().port(), "port: " + nobody.getLocalPort()),
                            Map.of()),
                    "refused");
        }
        try (var stranger = new ServerSocket(harbour.target().spare().port())) {
            assertUnknown(check(version), "spare port " + stranger.getLocalPort());
        }
    }

    @Test
    void aSchemaThatCannotBeReadOrCopiedIsNotKnown() throws Exception {
        cluster().sql("shop", "CREATE EXTENSION file_fdw");
        live = cluster().dump("shop");
        assertUnknown(check(build(QUIET)), "permission denied to create extension");
        cluster().sql("shop", "DROP EXTENSION file_fdw");
        live = cluster().dump("shop");
        try (var other = cluster().connect("boss", "shop");
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");
            assertUnknown(check(build(QUIET)), "pg_dump", "timeout", "LOCK TABLE public.orders");
        }
    }

    @Test
    void whatACrashLeftBehindIsDroppedAndNobodyElsesIs() throws Exception {
        var environment = catalog(yaml()).service("shop").environment("staging");
        var left = scratch(environment, "shop/staging");
        var other = scratch(environment, "shop/production");
        try (var connected = cluster().connect("slipway_scratch", scratches().get(0))) {
            assertThat(connected.isValid(1)).isTrue();
            assertThat(scratches()).hasSize(2);
            assertChange("none", "source", check(build(QUIET)));
            assertThat(scratches()).singleElement().satisfies(name -> assertThat(other.toString())
                    .contains(name));
        }
        left.close();
        other.close();
    }

    private static ScratchDatabase scratch(Environment environment, String place) throws Exception {
        Database described = Objects.requireNonNull(environment.database());
        return ScratchDatabase.create(described, new LiveDatabase(described), place, "shop-1.0.0-staging-1");
    }

    @Test
    void whatIsCalledOffLeavesNothing() throws Exception {
        var started = folder.resolve("started");
        var version = build(QUIET + "; touch " + started + "; sleep 60");
        var worker = Executors.newSingleThreadExecutor();
        try {
            var check = worker.submit(() -> check(version));
            await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(started));
            assertThat(scratches()).hasSize(1);
            worker.shutdownNow();
            assertThatThrownBy(check::get).hasCauseInstanceOf(InterruptedException.class);
        } finally {
            worker.shutdownNow();
        }
    }

    @Test
    @Tag("SEC-3")
    void theReaderCannotWrite() throws Exception {
        try (var reader = cluster().connect("slipway_reader", "shop");
                var statement = reader.createStatement()) {
            for (var write : List.of(
                    "CREATE TABLE x ()",
                    "INSERT INTO orders (price) VALUES (1)",
                    "DROP TABLE orders",
                    "CREATE SCHEMA x")) {
                assertThatThrownBy(() -> statement.execute(write)).isInstanceOf(SQLException.class);
            }
        }
        assertThatThrownBy(() -> cluster().connect("slipway_scratch", "shop")).isInstanceOf(SQLException.class);
    }
}
