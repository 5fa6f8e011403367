package io.slipway.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Verdict;
import io.slipway.probe.FlowWalk;
import io.slipway.probe.HealthProbe;
import io.slipway.target.Harbour;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found where the catalog names no database; what is found where it names one: {@link CheckSchemaIT}. */
@Tag("GATE-3")
@Tag("BACK-3")
class CheckSchemaTest {

    private Harbour harbour;
    private Path variables;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        harbour = new Harbour(folder);
        variables = folder.resolve("staging.env");
    }

    @AfterEach
    void close() throws Exception {
        harbour.close();
    }

    private Outcome check() throws Exception {
        var job = new Job(
                "1",
                "shop-1.1.0-staging-2",
                Map.of("service", "shop", "environment", "staging", "version", "1.1.0", "changeKinds", "source"),
                harbour.granting());
        var outcome = new CheckSchema(harbour.catalog(), trial()).work(job);
        assertThat(outcome.toString()).doesNotContain("canary");
        return outcome;
    }

    private static SchemaTrial trial() {
        var probe = new HealthProbe();
        var walk = new FlowWalk();
        return new SchemaTrial(probe, walk, new WayBackTrial(probe, walk));
    }

    private static Finding assertVerdict(Verdict verdict, Outcome outcome) {
        var finding = outcome.findings().get(0);
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(verdict);
        assertThat(finding.rule()).isEqualTo(Rule.GATE_3);
        assertThat(outcome.variables()).containsEntry("schemaVerdict", verdict.id());
        assertThat(outcome.findings()).hasSize(2);
        var wayBack = outcome.findings().get(1);
        assertThat(wayBack.rule()).isEqualTo(Rule.BACK_3);
        assertThat(wayBack.verdict()).as(wayBack.why()).isEqualTo(verdict);
        return finding;
    }

    @Test
    void doesNotApplyWhereNeitherTheCatalogNorAVariableNamesADatabase() throws Exception {
        var outcome = check();
        assertThat(assertVerdict(Verdict.PASS, outcome).why()).contains("names no database for shop in staging");
        assertThat(outcome.variables()).containsEntry("changeKinds", "source");
        assertThat(outcome.findings().get(1).why()).contains("No database is in the way of a rollback");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DATABASE_URL=postgresql://shop:canary@db/shop", "PGHOST=db"})
    void doesNotKnowWhereAVariableNamesADatabaseAndTheCatalogNone(String variable) throws Exception {
        Files.writeString(variables, variable + "\nLEVEL=1\n");
        var outcome = check();
        assertThat(assertVerdict(Verdict.UNKNOWN, outcome).why())
                .contains(variable.split("=", 2)[0], "the catalog names none", "'database'");
        assertThat(outcome.variables()).containsEntry("changeKinds", "source");
    }

    /** Unknown is never a pass: it goes to whoever decides about databases. */
    @Test
    void takesADatabaseThatItCannotLookIntoForOneThatChanges() throws Exception {
        Files.writeString(variables, "DATABASE_URL=mysql://shop:canary@db/shop\n");
        var outcome = check();
        assertThat(assertVerdict(Verdict.PASS, outcome).why())
                .contains("DATABASE_URL=mysql", "counts as one that changes", "database-architect");
        assertThat(outcome.variables()).containsEntry("changeKinds", "database, source");
        assertThat(outcome.findings().get(1).why()).contains("is not tried", "the database-architect decides");
        assertThat(outcome.findings().get(1).facts()).containsEntry("rollback", "not tried");
    }

    @Test
    void doesNotKnowWithoutTheVariables() throws Exception {
        Files.delete(variables);
        assertThat(assertVerdict(Verdict.UNKNOWN, check()).why()).contains("staging.env", "cannot be read");
    }
}
