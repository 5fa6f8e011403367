package io.slipway.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.artifact.Shipyard;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.permit.Granting;
import io.slipway.worker.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The yard's staging comes after its test, an hour later. */
@Tag("ANTI-2")
class CheckStagingTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final String AN_HOUR_AGO = "2026-03-02T09:00:00Z";
    private static final String CANARY = "canary-77e1";

    private Shipyard yard;
    private String environment = "staging";

    @BeforeEach
    void build(@TempDir Path folder) throws Exception {
        yard = new Shipyard(folder);
        yard.build(
                "1.0.0", "{name: LEVEL, type: string, required: true}", "{name: SIZE, type: string, required: true}");
        variables("test", "LEVEL=1\nSIZE=2\n");
        variables("staging", "LEVEL=1\nSIZE=2\n");
    }

    private void variables(String of, String text) throws Exception {
        Files.writeString(yard.variables().resolveSibling(of + ".env"), text);
    }

    private Finding look(@Nullable String digest, @Nullable String staged, @Nullable String at) throws Exception {
        var variables = new HashMap<String, @Nullable Object>();
        variables.put("service", "shop");
        variables.put("version", "1.0.0");
        variables.put("environment", environment);
        variables.put("artifactDigest", digest);
        variables.put("stagedRelease", staged == null ? null : "shop-1.0.0-test-7");
        variables.put("stagedDigest", staged);
        variables.put("stagedAt", at);
        var outcome = new CheckStaging(yard.catalog(), () -> NOW)
                .work(new Job("1", "shop-1.0.0-staging-1", variables, Granting.none()));
        var finding = outcome.findings().get(0);
        assertThat(finding.rule()).isEqualTo(Rule.ANTI_2);
        assertThat(outcome.variables())
                .containsEntry(
                        Variable.STAGING_VERDICT.name(), finding.verdict().id());
        assertThat(finding.toString()).doesNotContain(CANARY);
        return finding;
    }

    private static void assertFails(Finding finding, String... why) {
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(Verdict.FAIL);
        assertThat(finding.why()).contains(why);
    }

    private Finding assertPasses(@Nullable String staged, @Nullable String at) throws Exception {
        var finding = look("d1", staged, at);
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(Verdict.PASS);
        return finding;
    }

    private void assertUnknown(Finding finding, String why) {
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(Verdict.UNKNOWN);
        assertThat(finding.why()).contains(why, "Mend that");
    }

    @Test
    void theSameArtifactThatProvedItselfLongEnoughPasses() throws Exception {
        var finding = assertPasses("d1", AN_HOUR_AGO);
        assertThat(finding.facts())
                .containsEntry("environment", "test")
                .containsEntry("stagedRelease", "shop-1.0.0-test-7")
                .containsEntry("settingsThatDiffer", "none");
    }

    @Test
    void whatWasNeverThereFailsAndIsToldWhereToGoFirst() throws Exception {
        assertFails(look("d1", null, null), "Nothing is confirmed in test", "Release 1.0.0 to test first");
    }

    @Test
    void otherBytesOfTheSameVersionFail() throws Exception {
        assertFails(look("d1", "d2", AN_HOUR_AGO), "d2", "shop-1.0.0-test-7", "not this one (d1)");
    }

    @Test
    void whatDidNotSoakFailsUntilItDid() throws Exception {
        assertFails(look("d1", "d1", "2026-03-02T09:00:00.001Z"), "PT1H", "Check again after 2026-03-02T10:00:00.001Z");
    }

    @Test
    void anArtifactThatNobodyKnowsIsUnknown() throws Exception {
        assertUnknown(look(null, "d1", AN_HOUR_AGO), "nobody knows yet which artifact");
    }

    @Test
    void whatComesAfterNothingPasses() throws Exception {
        environment = "test";
        assertThat(assertPasses(null, null).why()).contains("no production");
    }

    @Test
    @Tag("SEC-2")
    void settingsThatDifferAreNamedWithoutTheirValues() throws Exception {
        variables("staging", "LEVEL=" + CANARY + "\nOTHER=" + CANARY + "\n");
        var finding = assertPasses("d1", AN_HOUR_AGO);
        assertThat(finding.why()).endsWith("Settings that differ here: LEVEL, SIZE");
        assertThat(finding.facts()).containsEntry("settingsThatDiffer", "LEVEL, SIZE");
    }

    @Test
    void settingsThatCannotBeComparedAreUnknown() throws Exception {
        Files.delete(yard.variables().resolveSibling("test.env"));
        assertUnknown(look("d1", "d1", AN_HOUR_AGO), "cannot be compared");
    }
}
