package io.slipway.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.age.AgeKeys;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.DatabaseText;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Verdict;
import io.slipway.database.Cluster;
import io.slipway.database.ClusterRoom;
import io.slipway.permit.Granting;
import io.slipway.target.Harbour;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a rehearsal a real database is put back as it was backed up, and then it is what it was, whatever happens in between. */
@Tag("ROLL-4")
@Tag("BACK-3")
class RehearseRestoreIT extends ClusterRoom {

    private static final AgeKeys KEYS = AgeKeys.make();
    private static final String OWN = "SELECT datname FROM pg_database WHERE datname LIKE 'slipway%' ORDER BY 1";
    private static final String NUMBER = "SELECT oid FROM pg_database WHERE datname = 'shop'";

    private final Map<String, @Nullable Object> variables = new HashMap<>();
    private Harbour harbour;
    private Catalog catalog;
    private Granting granting;
    private Job.Permits permits;

    @BeforeAll
    static void start() throws Exception {
        open(RehearseRestoreIT.class);
        cluster().role("slipway_reader", "");
        cluster().role("slipway_scratch", "CREATEDB");
        cluster().role("shop_owner", "");
        cluster().role("slipway_restorer", "CREATEDB");
        cluster().sql("postgres", "GRANT shop_owner, pg_signal_backend TO slipway_restorer");
    }

    @BeforeEach
    void oneWasBackedUpAndProven(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("backups"));
        Files.writeString(folder.resolve("password"), Cluster.PASSWORD);
        KEYS.write(folder.resolve("identity"));
        cluster().shop("shop_owner");
        owner("CREATE TABLE orders (id serial PRIMARY KEY, remark text)", "INSERT INTO orders (remark) VALUES ('one')");
        harbour = new Harbour(folder);
        var restorer = "{name: shop, restore: {host: 127.0.0.1, port: "
                + cluster().port() + ", user: slipway_restorer, passwordFile: ../password},";
        var yaml = DatabaseText.into(harbour.yaml("process"), cluster().port(), KEYS.recipient(), ", within: PT20S");
        var other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("shop.yaml"), yaml.replace("{name: shop,", restorer));
        catalog = Catalog.read(other);
        granting = new Granting(folder, catalog.service("shop"), "staging");
        permits = granting;
        variables.putAll(Map.of("service", "shop", "environment", "staging"));
        variables.putAll(Map.of("goalVersion", "1.1.0", "goalDigest", "b".repeat(64), "restorePlanned", true));
        variables.putAll(work(new BackUpDatabase(catalog)).variables());
        var proven = work(new ProveRestore(catalog)).findings().get(0);
        assertThat(proven.verdict()).as(proven.why()).isEqualTo(Verdict.PASS);
        granting.restoring(
                String.valueOf(variables.get("backup")),
                String.valueOf(proven.facts().get("record")));
        variables.put("backupRecord", proven.facts().get("record"));
    }

    @AfterEach
    void leaveNothing() throws Exception {
        harbour.close();
        for (var name : cluster().ask("postgres", OWN)) {
            cluster().sql("postgres", "DROP DATABASE \"" + name + "\" WITH (FORCE)");
        }
    }

    private static void owner(String... statements) throws Exception {
        cluster().sql("shop", "SET ROLE shop_owner; " + String.join("; ", statements));
    }

    /** What the new version does, and users after it. */
    private static void migrate() throws Exception {
        owner("ALTER TABLE orders RENAME remark TO words", "INSERT INTO orders (words) VALUES ('since')");
    }

    private Outcome work(Worker worker) throws Exception {
        return worker.work(new Job("1", "shop-1.1.0-staging-2", variables, permits));
    }

    private Finding rehearse() throws Exception {
        var outcome = work(new RehearseRestore(catalog));
        var finding = outcome.findings().get(0);
        assertThat(finding.rule()).isEqualTo(Rule.ROLL_4);
        assertThat(outcome.variables())
                .containsOnly(Map.entry("dataVerdict", finding.verdict().id()));
        variables.putAll(outcome.variables());
        return finding;
    }

    private Finding giveBack() throws Exception {
        var outcome = work(new ReturnDatabase(catalog));
        var finding = outcome.findings().get(0);
        assertThat(finding.rule()).isEqualTo(Rule.ROLL_4);
        assertThat(outcome.variables())
                .containsOnly(Map.entry("returnVerdict", finding.verdict().id()));
        return finding;
    }

    private static void assertPass(Finding finding) {
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(Verdict.PASS);
    }

    @Test
    void itIsPutBackAndReturnedHoweverOftenTheWorkersAreAsked() throws Exception {
        var backedUp = cluster().dump("shop");
        migrate();
        var live = cluster().dump("shop");
        var number = cluster().ask("postgres", NUMBER);
        assertThat(rehearse().facts()).containsEntry("rows", "1").containsKeys("restoredWithin", "taken", "setAside");
        assertThat(cluster().dump("shop")).isEqualTo(backedUp);
        var restored = cluster().ask("postgres", NUMBER);
        assertPass(rehearse());
        assertThat(cluster().ask("postgres", NUMBER)).as("not again").isEqualTo(restored);
        for (var time : List.of("once", "again")) {
            assertPass(giveBack());
            assertThat(cluster().ask("postgres", NUMBER)).as(time).isEqualTo(number);
            assertThat(cluster().dump("shop")).isEqualTo(live);
        }
    }

    @Test
    void whoseOwnWasDroppedMeanwhileIsNotSaidToBeBack() throws Exception {
        migrate();
        var aside = rehearse().facts().get("setAside");
        cluster().sql("postgres", "DROP DATABASE \"" + aside + "\" WITH (FORCE)");
        for (var time : List.of("once", "again")) {
            var finding = giveBack();
            assertThat(finding.verdict()).as(time).isEqualTo(Verdict.UNKNOWN);
            assertThat(finding.why()).contains("still has its place, and nothing is set aside for it", "check again");
        }
    }

    @Test
    void whereNothingWasMovedNothingIsReturned() throws Exception {
        var finding = rehearse();
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(Verdict.FAIL);
        assertThat(finding.why()).contains("there is nothing that a rollback would put back");
        assertThat(cluster().ask("postgres", OWN)).isEmpty();
        var number = cluster().ask("postgres", NUMBER);
        assertPass(giveBack());
        assertThat(cluster().ask("postgres", NUMBER)).isEqualTo(number);
    }

    @Test
    @Tag("NOT-3")
    void withoutAPermitNothingMoves() throws Exception {
        migrate();
        var number = cluster().ask("postgres", NUMBER);
        permits = Granting.none();
        assertThat(rehearse().why()).contains("Nobody issues permits here");
        assertThat(giveBack().verdict()).isEqualTo(Verdict.FAIL);
        permits = granting;
        granting.restoring("another", "d".repeat(64));
        assertThat(rehearse().why()).contains("The permit is for putting back 'another'");
        assertThat(cluster().ask("postgres", NUMBER)).isEqualTo(number);
    }

    @Test
    void whatIsNotThereIsNotPutBack() throws Exception {
        migrate();
        var number = cluster().ask("postgres", NUMBER);
        variables.put("backup", "shop.staging.20260101T000000Z.00000000");
        var finding = rehearse();
        assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(finding.why()).contains("was not seen to be put back", "rehearse again");
        assertPass(giveBack());
        assertThat(cluster().ask("postgres", NUMBER)).isEqualTo(number);
    }

    @Test
    void whereARollbackPutsNoneBackNobodyLooks() throws Exception {
        variables.put("restorePlanned", false);
        permits = Granting.none();
        var outcome = work(new ReturnDatabase(catalog));
        assertThat(outcome.findings()).isEmpty();
        assertThat(outcome.variables()).containsOnly(Map.entry("returnVerdict", "pass"));
    }
}
