package io.slipway.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.SmallCatalog;
import io.slipway.catalog.Catalog;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.permit.Granting;
import io.slipway.worker.Job;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of the way back is filled in; what a person has to say of it is asked. */
@Tag("GATE-1")
@Tag("CHECK-2")
class CheckRollbackPlanTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    private Catalog catalog;
    private final Map<String, @Nullable Object> variables =
            new HashMap<>(Map.of("service", "tool", "environment", "e0"));

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        catalog = Catalog.read(SmallCatalog.write(folder, 1));
    }

    private void confirmed() {
        variables.put("confirmedVersion", "1.0.0");
        variables.put("confirmedDigest", "a".repeat(64));
    }

    private Finding look(@Nullable String kinds, @Nullable String data) throws Exception {
        variables.put("changeKinds", kinds);
        variables.put("dataRollback", data);
        var outcome =
                new CheckRollbackPlan(catalog, () -> NOW).work(new Job("1", "tool-1", variables, Granting.none()));
        assertThat(outcome.findings()).extracting(Finding::rule).containsExactly(Rule.GATE_1, Rule.CHECK_2);
        assertThat(outcome.findings())
                .extracting(Finding::verdict)
                .containsOnly(outcome.findings().get(0).verdict());
        var finding = outcome.findings().get(0);
        assertThat(outcome.variables())
                .containsEntry(
                        Variable.ROLLBACK_PLAN_VERDICT.name(), finding.verdict().id());
        assertThat(outcome.variables().get("confirmedDigest"))
                .as("what the server compares with the lease")
                .isEqualTo(variables.get("confirmedDigest"));
        return finding;
    }

    @Test
    void aVersionGoesBackToTheConfirmedOne() throws Exception {
        confirmed();
        var finding = look("dependencies, source", null);
        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.why()).contains("back to 1.0.0 (aaaaaaaaaaaa), image-only, within 300 s");
        assertThat(finding.facts())
                .containsEntry("mode", "image-only")
                .containsEntry("version", "1.0.0")
                .containsEntry("digest", "a".repeat(64))
                .containsEntry("within", "PT5M")
                .hasEntrySatisfying("steps", steps -> assertThat(steps)
                        .startsWith("assess-state, assess-traffic, start-instances")
                        .endsWith("judge-traffic"));
    }

    /** As the schema's check found it. */
    @Test
    @Tag("BACK-3")
    void itSaysWhereTheDatabaseIsPutBack() throws Exception {
        confirmed();
        variables.put(Variable.ROLLBACK_MODE.name(), "image-and-restore");
        var finding = look("database", "what is written since is lost");
        assertThat(finding.why()).contains("back to 1.0.0 (aaaaaaaaaaaa), image-and-restore");
        assertThat(finding.facts())
                .containsEntry("mode", "image-and-restore")
                .hasEntrySatisfying(
                        "steps", steps -> assertThat(steps).contains("measure-data-loss, restore-database"));
    }

    @Test
    void theFirstVersionIsRemoved() throws Exception {
        var finding = look("source", null);
        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.facts())
                .containsEntry("mode", "remove")
                .containsEntry("steps", "assess-state, assess-traffic, drain-instances, stop-instances")
                .doesNotContainKeys("version", "digest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"database", "database, source", "unclear", "documentation, unclear", ""})
    @NullSource
    @Tag("ANTI-4")
    void whereADatabaseMayChangeSomebodySaysWhatBecomesOfItsData(@Nullable String kinds) throws Exception {
        for (var again = 0; again < 2; again++) {
            var missing = look(kinds, null);
            assertThat(missing.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(missing.why()).contains("The rollback plan is missing", "database", "Resolve stop");
            assertThat(look(kinds, "").verdict()).isEqualTo(Verdict.FAIL);
            var said = look(kinds, "1.0.0 ignores the new column");
            assertThat(said.verdict()).isEqualTo(Verdict.PASS);
            assertThat(said.facts()).containsEntry("data", "1.0.0 ignores the new column");
            confirmed();
        }
    }

    private void rehearsed(@Nullable Duration ago, @Nullable String within) {
        variables.put("rehearsal", ago == null ? null : "tool-1.0.0-e0-7");
        variables.put("rehearsedAt", ago == null ? null : NOW.minus(ago).toString());
        variables.put("recoveredWithin", within);
    }

    @Test
    @Tag("ROLL-4")
    void aWayBackThatNobodyWentLatelyIsNoRollbackPlan() throws Exception {
        variables.put("environment", "live");
        assertThat(look("source", null).verdict()).as("the first one has none").isEqualTo(Verdict.PASS);
        confirmed();
        assertThat(look("source", null).why())
                .contains(
                        "ROLL-4: no rollback of tool has been rehearsed in e0 yet",
                        "'Rehearse rollback' for tool in e0");
        assertThat(look("database", null).why())
                .as("all that is missing, not the first of it")
                .contains("nobody says how", "has been rehearsed in e0 yet");
        rehearsed(Duration.ofDays(31), "PT3S");
        assertThat(look("source", null).why())
                .contains("tool-1.0.0-e0-7", "was at 2026-10-24T08:00:00Z", "until 2026-11-23T08:00:00Z");
        rehearsed(Duration.ofDays(1), null);
        assertThat(look("source", null).why()).contains("tool-1.0.0-e0-7 of 2026-11-23T08:00:00Z did not pass");
        rehearsed(Duration.ofDays(29), "PT3S");
        var finding = look("source", null);
        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.why()).contains("rehearsed at 2026-10-26T08:00:00Z, back after 3000 ms");
        assertThat(finding.facts()).containsEntry("rehearsedIn", "e0");
    }

    @Test
    @Tag("ROLL-4")
    void whereNoUsersAreNoneIsAskedFor() throws Exception {
        confirmed();
        assertThat(look("source", null).verdict()).isEqualTo(Verdict.PASS);
    }
}
