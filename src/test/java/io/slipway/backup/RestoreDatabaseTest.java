package io.slipway.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.SmallCatalog;
import io.slipway.age.AgeKeys;
import io.slipway.catalog.Catalog;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Verdict;
import io.slipway.permit.Granting;
import io.slipway.worker.Job;
import io.slipway.worker.Worker;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may not put a database back, or cannot, changes nothing and says why. That it is put back: {@code DatabaseReleaseIT}. */
@Tag("AUTH-4")
class RestoreDatabaseTest {

    private static final String BACKUP = "tool.e0.20261127T071500Z.3f9a1c2b.dump.age";
    private static final String RECORD = "c".repeat(64);
    private Path folder;
    private Catalog catalog;
    private Granting granting;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        this.folder = folder;
        SmallCatalog.write(folder, 1);
        SmallCatalog.with(
                folder, "e0", database("restore: {host: 127.0.0.1, port: 1, user: restorer, passwordFile: secret}, "));
        catalog = Catalog.read(folder);
        granting = new Granting(folder, catalog.service("tool"), "e0");
    }

    /** @param more of its database, with a comma behind it */
    private static String database(String more) {
        return "database: {name: shop, reader: {host: 127.0.0.1, port: 1, user: reader, passwordFile: secret}, " + more
                + "scratch: {host: 127.0.0.1, port: 1, user: scratch, passwordFile: secret},"
                + " variables: {DATABASE: '{name}'}, backup: {folder: backups, recipients: ["
                + AgeKeys.make().recipient() + "], identityFile: identity}}";
    }

    private static Finding work(Worker worker, Job.Permits permits) throws Exception {
        var variables = new HashMap<String, @Nullable Object>(Map.of(
                "service",
                "tool",
                "environment",
                "e0",
                "goalVersion",
                "1.0.0",
                "goalDigest",
                "a".repeat(64),
                "backup",
                BACKUP,
                "backupRecord",
                RECORD));
        var outcome = worker.work(new Job("1", "tool-1", variables, permits));
        assertThat(outcome.findings()).singleElement().extracting(Finding::rule).isEqualTo(Rule.AUTH_4);
        assertThat(outcome.variables())
                .containsEntry(
                        "dataVerdict", outcome.findings().get(0).verdict().id());
        return outcome.findings().get(0);
    }

    @Test
    @Tag("NOT-3")
    void withoutAPermitNothingIsPutBack() throws Exception {
        var finding = work(new RestoreDatabase(catalog), Granting.none());
        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.why()).contains("Nobody issues permits here");
    }

    @Test
    @Tag("NOT-3")
    void aPermitIsForOneBackupAndForNoOther() throws Exception {
        var finding = work(new RestoreDatabase(catalog), granting);
        assertThat(finding.why()).contains("The permit is for putting back 'nothing', not '" + BACKUP);
        granting.restoring("another", RECORD);
        finding = work(new RestoreDatabase(catalog), granting);
        assertThat(finding.why()).contains("putting back 'another', not '" + BACKUP);
        granting.restoring(BACKUP, "d".repeat(64));
        finding = work(new RestoreDatabase(catalog), granting);
        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.why()).contains("putting back '" + BACKUP);
    }

    @Test
    void whatAServerThatDoesNotAnswerHasDoneIsNotClaimed() throws Exception {
        granting.restoring(BACKUP, RECORD);
        var finding = work(new RestoreDatabase(catalog), granting);
        assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(finding.why())
                .contains("was not seen to be put back as " + BACKUP, "is looked at again", "decide anew");
    }

    @Test
    void whatIsNotKnownToBeGivenUpIsNoNumber() throws Exception {
        var finding = work(new MeasureDataLoss(catalog), Granting.none());
        assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(finding.why()).contains("is not known", "Nothing was changed");
        assertThat(finding.facts()).doesNotContainKey("rows");
        SmallCatalog.write(folder, 1);
        SmallCatalog.with(folder, "e0", database(""));
        catalog = Catalog.read(folder);
        finding = work(new MeasureDataLoss(catalog), Granting.none());
        assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(finding.why()).contains("the catalog names no account that restores");
    }
}
