package io.slipway.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.Finding;
import io.slipway.contract.Verdict;
import io.slipway.target.Harbour;
import io.slipway.target.Version;
import io.slipway.worker.Outcome;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A version migrates the copy, and the confirmed one is started against what it left there. */
@Tag("BACK-3")
class WayBackIT extends SchemaRoom {

    private static final String INSERT = CONNECT + "-c \"INSERT INTO orders (remark) VALUES ('x')\"";
    private static final String CHANGES = CONNECT + "-c 'CREATE TABLE coupon (id integer)'";

    private Version confirmed(String script, String flow) throws Exception {
        return confirmed("good", script, flow);
    }

    /** One that the target holds. */
    private Version confirmed(String behaviour, String script, String flow) throws Exception {
        var version = harbour.build("1.0.0", behaviour, script, flow);
        harbour.target().unpacked(version);
        return version;
    }

    /** What the new version does when it starts. */
    private Version migrating(String statement) throws Exception {
        return migrating(statement, INSERT);
    }

    private Version migrating(String statement, String flow) throws Exception {
        var file = Files.writeString(folder.resolve("statement.sql"), statement + ";");
        return harbour.build("1.1.0", "good", CONNECT + "-f " + file, flow);
    }

    private static String quick(String yaml) {
        return yaml.replace("settlingTime: PT3S", "settlingTime: PT0.1S")
                .replace(
                        "keyFlows:\n",
                        "keyFlows:\n  - {name: Order, method: POST, path: /flow, expect: {status: 200, within: PT5S}}\n");
    }

    private Outcome checked(Version version, Version confirmed, UnaryOperator<String> more, String kinds)
            throws Exception {
        var variables = new HashMap<String, Object>(
                Map.of("confirmedVersion", confirmed.number(), "confirmedDigest", confirmed.digest()));
        variables.put("changeKinds", kinds);
        var outcome = check(version, yaml -> more.apply(quick(yaml)), variables);
        assertThat(outcome.variables()).containsEntry("confirmedDigest", confirmed.digest());
        assertThat(outcome.findings().get(0).verdict())
                .as(outcome.findings().get(0).why())
                .isEqualTo(Verdict.PASS);
        assertThat(harbour.processes(confirmed)).isEmpty();
        assertThat(harbour.processes(version)).isEmpty();
        return outcome;
    }

    private Finding wayBack(Version version, Version confirmed) throws Exception {
        return checked(version, confirmed, yaml -> yaml, "source").findings().get(1);
    }

    private static Finding assertWayBack(Verdict verdict, Finding finding, String... says) {
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(verdict);
        assertThat(finding.why()).contains(says);
        assertThat(finding.facts())
                .satisfiesAnyOf(facts -> assertThat(verdict).isEqualTo(Verdict.PASS), facts -> assertThat(facts)
                        .doesNotContainKey("rollback"));
        return finding;
    }

    @Test
    @Tag("GATE-3")
    void whatOnlyAddsLeavesTheWayBackOpen() throws Exception {
        var outcome = checked(
                migrating("CREATE TABLE coupon (id integer); ALTER TABLE orders ADD coupon integer; DROP VIEW dear"),
                confirmed(QUIET, INSERT),
                yaml -> yaml,
                "source");
        assertThat(outcome.variables())
                .containsEntry("schemaVerdict", "pass")
                .containsEntry("changeKinds", "database, source");
        var finding = assertWayBack(
                Verdict.PASS, outcome.findings().get(1), "1.0.0 was started", "preserved", "passed 2 key flows");
        assertThat(finding.why()).doesNotContain("database-architect");
        assertThat(finding.facts())
                .containsEntry("rollback", "image-only")
                .containsEntry("confirmed", "1.0.0")
                .containsEntry("flows", "2")
                .containsEntry("removed", "4")
                .containsEntry("added", "3")
                .containsEntry("altered", "0")
                .containsEntry(
                        "addedFirst", "column public.coupon.id; column public.orders.coupon; table public.coupon");
    }

    /** Health and key flows say nothing against it: neither of them reads what was renamed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE orders RENAME price TO cost | column public.orders.price → public.orders.cost",
                "ALTER TABLE old.\"Flyway_Schema_History\" RENAME TO history"
                        + " | table old.\"Flyway_Schema_History\" → old.history",
                "ALTER VIEW dear RENAME TO expensive | view public.dear → public.expensive",
                "ALTER FUNCTION fee RENAME TO charge | function public.fee(integer) → public.charge(integer)",
            })
    @Tag("NOT-4")
    void aRenameIsNoImageOnly(String statement, String words) throws Exception {
        var outcome = checked(migrating(statement), confirmed(QUIET, INSERT), yaml -> yaml, "source");
        assertThat(outcome.variables()).containsEntry("schemaVerdict", "fail");
        assertWayBack(
                Verdict.FAIL, outcome.findings().get(1), "There is no proven way back", words, "Split the migration");
    }

    /** Who puts the database back is named in the catalog, and can do it, or not. */
    @Test
    @Tag("NOT-4")
    void whereTheCatalogSaysWhoRestoresTheWayBackIsARestore() throws Exception {
        var renaming = migrating("ALTER TABLE orders RENAME price TO cost");
        var old = confirmed(QUIET, INSERT);
        UnaryOperator<String> named = yaml -> yaml.replace(
                "{name: shop,",
                "{name: shop, restore: {host: 127.0.0.1, port: " + cluster().port()
                        + ", user: slipway_restorer, passwordFile: ../password},");
        cluster().role("slipway_restorer", "CREATEDB");
        cluster().sql("postgres", "GRANT CONNECT ON DATABASE shop TO slipway_restorer");
        var powerless = checked(renaming, old, named, "source");
        assertWayBack(Verdict.FAIL, powerless.findings().get(1), "The database cannot be put back either", "shop_app");
        assertThat(powerless.variables()).doesNotContainEntry("rollbackMode", "image-and-restore");

        cluster().sql("postgres", "GRANT shop_app, boss, pg_signal_backend TO slipway_restorer");
        var able = checked(renaming, old, named, "source");
        assertWayBack(
                Verdict.PASS,
                able.findings().get(1),
                "public.orders.price → public.orders.cost",
                "an orchestrator decides");
        assertThat(able.findings().get(1).facts()).containsEntry("rollback", "image-and-restore");
        assertThat(able.variables()).containsEntry("rollbackMode", "image-and-restore");
    }

    @Test
    void aConfirmedVersionThatDoesNotStartThereIsNoWayBack() throws Exception {
        assertWayBack(
                Verdict.FAIL,
                wayBack(
                        migrating("ALTER TABLE orders DROP price CASCADE"),
                        confirmed(CONNECT + "-c 'SELECT price FROM orders'", INSERT)),
                "1.0.0 does not run on the schema that 1.1.0 leaves",
                "it ended by itself",
                "/log");
        assertWayBack(
                Verdict.FAIL,
                wayBack(migrating("CREATE TABLE coupon ()"), confirmed("lies", QUIET, INSERT)),
                "says that it is another version");
    }

    @Test
    void aKeyFlowThatFailsThereIsNoWayBack() throws Exception {
        var finding = wayBack(
                migrating("ALTER TABLE orders DROP price CASCADE"),
                confirmed(QUIET, CONNECT + "-c 'SELECT price FROM orders'"));
        assertWayBack(Verdict.FAIL, finding, "the key flow 'Order' answered 500");
        assertThat(finding.facts().get("removedFirst")).contains("column public.orders.price");
    }

    /** It is walked against the new version first: what fails there as well says nothing of the migration. */
    @Test
    void aKeyFlowThatNeedsRowsSaysNothing() throws Exception {
        var version = harbour.build("1.1.0", "good", CHANGES, "exit 1");
        assertWayBack(
                Verdict.UNKNOWN, wayBack(version, confirmed(QUIET, "exit 1")), "either version", "'Order'", "no rows");
    }

    @Test
    void aConfirmedVersionThatNeverConnectedProvesNothing() throws Exception {
        assertWayBack(
                Verdict.UNKNOWN,
                wayBack(migrating("CREATE TABLE coupon ()"), confirmed("true", "true")),
                "never connected");
    }

    @Test
    @Tag("NOT-4")
    void whatItCannotWriteToAnyMoreIsNoWayBack() throws Exception {
        var blind = confirmed(QUIET, "true");
        assertWayBack(
                Verdict.FAIL,
                wayBack(migrating("ALTER TABLE orders ADD who text NOT NULL", "true"), blind),
                "column public.orders.who",
                "has no default");
    }

    @Test
    void whatMayRefuseItsWritesIsNamedForTheDatabaseArchitect() throws Exception {
        var version =
                migrating("ALTER TABLE orders ADD CONSTRAINT cheap CHECK (price < 100), ALTER remark SET DEFAULT ''");
        var finding = wayBack(version, confirmed(QUIET, INSERT));
        assertWayBack(
                Verdict.PASS,
                finding,
                "For the database-architect",
                "constraint public.orders.cheap; column public.orders.remark");
        assertThat(finding.facts()).containsEntry("bindingFirst", "constraint public.orders.cheap");
        assertWayBack(
                Verdict.FAIL,
                wayBack(
                        migrating("ALTER TABLE orders ADD CONSTRAINT cheap CHECK (remark <> 'x')", "true"),
                        confirmed(QUIET, INSERT)),
                "the key flow 'Order'");
    }

    /** One that adds again what it misses does not leave the data as it is. */
    @Test
    void aConfirmedVersionThatChangesTheSchemaInItsTurnIsNoWayBack() throws Exception {
        assertWayBack(
                Verdict.FAIL,
                wayBack(
                        migrating("ALTER TABLE orders DROP remark CASCADE"),
                        confirmed(CONNECT + "-c 'ALTER TABLE orders ADD IF NOT EXISTS remark text'", INSERT)),
                "it changed it in its turn",
                "column public.orders.remark: text is new");
    }

    @Test
    @Tag("PREP-2")
    void itIsStartedFromItsPreservedBytesOrNotAtAll() throws Exception {
        var confirmed = confirmed(QUIET, INSERT);
        Files.delete(harbour.artifact("1.0.0"));
        assertWayBack(Verdict.PASS, wayBack(migrating("CREATE TABLE coupon ()"), confirmed), "preserved bytes");
        Files.writeString(harbour.root().resolve("releases/" + confirmed.digest() + "/behaviour"), "exits");
        assertWayBack(
                Verdict.FAIL,
                wayBack(migrating("CREATE TABLE coupon ()"), confirmed),
                "behaviour",
                "no proven way back");
    }

    @Test
    @Tag("SEC-2")
    void theConfirmedVersionIsToldNothingOfTheLiveDatabase() throws Exception {
        var seen = folder.resolve("seen");
        var where = folder.resolve("where");
        assertWayBack(
                Verdict.PASS,
                wayBack(
                        migrating("CREATE TABLE coupon ()"),
                        confirmed("env >" + seen + "; pwd >" + where + "; " + QUIET, INSERT)),
                "preserved bytes");
        assertThat(Files.readString(seen))
                .contains("DATABASE_URL=postgresql://slipway_scratch:", "/slipway_trial_", "SECRET=" + Harbour.CANARY)
                .doesNotContain(LIVE_SECRET, "/shop\n");
        assertThat(Files.readString(where))
                .startsWith(harbour.root().resolve("trial").toString());
    }

    @Test
    void whereNothingChangesNothingIsTried() throws Exception {
        var seen = folder.resolve("seen");
        var version = harbour.build("1.1.0", "good", QUIET, INSERT);
        var confirmed = confirmed("env >" + seen + "; " + QUIET, INSERT);
        assertWayBack(Verdict.PASS, wayBack(version, confirmed), "left the schema as it was");
        assertThat(seen).doesNotExist();
        // but where the sources say that a database changes
        for (var kinds : new String[] {"database, source", "unclear"}) {
            Files.deleteIfExists(seen);
            assertWayBack(
                    Verdict.PASS,
                    checked(version, confirmed, yaml -> yaml, kinds).findings().get(1),
                    "passed 2 key flows");
            assertThat(seen).exists();
        }
    }

    @Test
    void beforeTheFirstReleaseThereIsNothingToGoBackTo() throws Exception {
        var outcome = check(migrating("CREATE TABLE coupon ()"), WayBackIT::quick, Map.of());
        assertThat(outcome.variables()).doesNotContainKey("confirmedDigest");
        var finding = assertWayBack(Verdict.PASS, outcome.findings().get(1), "remove 1.1.0", "stays");
        assertThat(finding.facts()).containsEntry("rollback", "remove");
    }
}
