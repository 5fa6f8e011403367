package io.slipway.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.age.AgeKeys;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.DatabaseText;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.database.Cluster;
import io.slipway.database.ClusterRoom;
import io.slipway.probe.FlowWalk;
import io.slipway.probe.HealthProbe;
import io.slipway.target.Harbour;
import io.slipway.target.Version;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real database, a target, and a check that tries versions out. Whatever they do, afterwards the live one is what it was, nothing of
 * the trial runs, and its database is gone.
 */
abstract class SchemaRoom extends ClusterRoom {

    /** What the version that serves is told; nobody else is. */
    static final String LIVE_SECRET = "live-canary-9f";

    static final String CONNECT = "psql -q \"$DATABASE_URL\" -v ON_ERROR_STOP=1 ";
    static final String QUIET = CONNECT + "-c 'SELECT count(*) FROM orders'";

    Harbour harbour;
    Path folder;
    String live;

    @BeforeAll
    static void start() throws Exception {
        open(SchemaRoom.class);
        cluster().sql("postgres", "CREATE ROLE shop_app LOGIN PASSWORD '" + LIVE_SECRET + "'");
        cluster().role("slipway_reader", "");
        cluster().role("slipway_scratch", "CREATEDB");
        cluster().role("powerless", "");
    }

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        this.folder = folder;
        harbour = new Harbour(folder);
        Files.writeString(
                folder.resolve("staging.env"),
                "DATABASE_URL=postgresql://shop_app:" + LIVE_SECRET + "@127.0.0.1:"
                        + cluster().port() + "/shop\n",
                StandardOpenOption.APPEND);
        Files.writeString(folder.resolve("password"), Cluster.PASSWORD + "\n");
        cluster().shop("shop_app");
        cluster()
                .sql(
                        "shop",
                        "CREATE TABLE orders (id serial PRIMARY KEY, price integer DEFAULT 3, remark text)",
                        "CREATE INDEX orders_remark ON orders (remark)",
                        "CREATE VIEW dear AS SELECT * FROM orders WHERE price > 100",
                        "CREATE FUNCTION fee(price integer) RETURNS integer LANGUAGE sql AS 'SELECT price / 2'",
                        "CREATE SCHEMA old",
                        "CREATE TABLE old.\"Flyway_Schema_History\" (step integer PRIMARY KEY, script text)",
                        "INSERT INTO old.\"Flyway_Schema_History\" VALUES (1, 'V1'), (2, 'V2')",
                        "INSERT INTO orders (remark) VALUES ('row-canary')",
                        "GRANT SELECT ON orders TO powerless");
        live = cluster().dump("shop");
    }

    @AfterEach
    void leavesNothingBehind() throws Exception {
        assertThat(cluster().dump("shop")).isEqualTo(live);
        assertThat(scratches()).isEmpty();
        try (var trial = harbour.target().trial()) {
            assertThat(trial.slot().isFree()).isTrue();
        }
        var releases = harbour.root().resolve("trial/releases");
        assertThat(releases.toFile().list())
                .satisfiesAnyOf(none -> assertThat(none).isNull(), files -> assertThat(files)
                        .isEmpty());
        harbour.close();
    }

    static List<String> scratches() throws Exception {
        return cluster().ask("postgres", "SELECT datname FROM pg_database WHERE datname LIKE 'slipway%'");
    }

    String yaml() {
        return DatabaseText.into(
                harbour.yaml("process"), cluster().port(), AgeKeys.make().recipient(), "");
    }

    Catalog catalog(String yaml) throws Exception {
        var catalog = Files.createDirectories(folder.resolve("other"));
        Files.writeString(catalog.resolve("shop.yaml"), yaml);
        return Catalog.read(catalog);
    }

    Outcome check(Version version) throws Exception {
        return check(version, yaml -> yaml, Map.of());
    }

    Outcome check(Version version, UnaryOperator<String> catalog, Map<String, ?> more) throws Exception {
        var variables = new HashMap<String, @Nullable Object>(Map.of(
                "service",
                "shop",
                "environment",
                "staging",
                "version",
                version.number(),
                "artifactDigest",
                version.digest(),
                "changeKinds",
                "source",
                "testsVerdict",
                "pass",
                "buildVerdict",
                "pass",
                "historyVerdict",
                "pass",
                "stagingVerdict",
                "pass"));
        variables.putAll(more);
        var outcome = new CheckSchema(catalog(catalog.apply(yaml())), trial())
                .work(new Job("1", "shop-1.1.0-staging-2", variables, harbour.granting()));
        assertThat(outcome.toString())
                .doesNotContain("canary", Cluster.PASSWORD, LIVE_SECRET)
                .doesNotContain(Cluster.PASSWORD.substring(0, 6));
        return outcome;
    }

    static SchemaTrial trial() {
        var probe = new HealthProbe();
        var walk = new FlowWalk();
        return new SchemaTrial(probe, walk, new WayBackTrial(probe, walk));
    }

    static Finding assertVerdict(Verdict verdict, Outcome outcome) {
        var finding = outcome.findings().get(0);
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(verdict);
        assertThat(finding.rule()).isEqualTo(Rule.GATE_3);
        assertThat(outcome.variables()).containsEntry(Variable.SCHEMA_VERDICT.name(), verdict.id());
        assertThat(outcome.findings()).hasSize(2);
        var wayBack = outcome.findings().get(1);
        assertThat(wayBack.rule()).isEqualTo(Rule.BACK_3);
        if (verdict != Verdict.PASS) {
            assertThat(outcome.variables()).containsEntry("changeKinds", "source");
            assertThat(wayBack.verdict()).as(wayBack.why()).isEqualTo(Verdict.UNKNOWN);
        }
        return finding;
    }
}
