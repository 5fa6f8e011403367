package io.slipway.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.artifact.ArtifactFile;
import io.slipway.artifact.Attestation.Kind;
import io.slipway.artifact.Shipyard;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.permit.Granting;
import io.slipway.worker.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a version mends something is said by its commits and by what went wrong before, not by who asks for it. */
@Tag("ANTI-6")
class FixTest {

    private static final String PRODUCTION = "production: true";
    private static final String ANALYSIS = "RCA-7: the pool held one connection too few, as its metrics show";

    private final Map<String, @Nullable Object> told = new HashMap<>();
    private Shipyard yard;
    private SmallRepository developers;
    private String first;

    @BeforeEach
    void begin(@TempDir Path folder) throws Exception {
        yard = new Shipyard(folder);
        var remote = folder.resolve("remote");
        developers = new SmallRepository(remote);
        first = developers.commit("olga@slipway.invalid", "fix: what was before does not count");
        Git.cloneRepository()
                .setURI(remote.toString())
                .setDirectory(yard.source().toFile())
                .call()
                .close();
        told.clear();
        told.putAll(Map.of("service", "shop", "version", "1.0.0", "environment", "staging"));
    }

    @AfterEach
    void close() {
        developers.close();
    }

    private String commit(String message) throws Exception {
        return developers.commit("devi@slipway.invalid", message);
    }

    private void confirmed(String commit) throws Exception {
        var before = yard.artifact().resolveSibling("shop-0.9.0.zip");
        Shipyard.zip(before, Map.of("slipway.yaml", "version: 0.9.0\ncommit: '" + commit + "'\nvariables: []"));
        told.put("confirmedVersion", "0.9.0");
        told.put("confirmedDigest", new ArtifactFile(before).digest());
    }

    private Finding look(String environment) throws Exception {
        told.put("artifactDigest", yard.digest());
        var outcome = new CheckHistory(yard.catalog("remote: {url: ../remote}", environment))
                .work(new Job("1", "shop-1.0.0-staging-1", told, Granting.none()));
        var finding = outcome.findings().get(1);
        assertThat(finding.rule()).isEqualTo(Rule.ANTI_6);
        if (finding.verdict() != Verdict.PASS) {
            assertThat(outcome.variables()).doesNotContainEntry(Variable.HISTORY_VERDICT.name(), "pass");
        }
        return finding;
    }

    private void assertIs(Verdict verdict, String... says) throws Exception {
        var finding = look(PRODUCTION);
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(verdict);
        assertThat(finding.why()).contains(says);
    }

    @Test
    void aFixForProductionNamesItsRootCause() throws Exception {
        confirmed(first);
        commit("Speak of nothing");
        var fix = commit("fix(pool): one connection more");
        yard.buildAndAttest(commit("Go on"));

        assertIs(
                Verdict.FAIL,
                "It is a fix: commit " + fix.substring(0, 7) + " 'fix(pool): one connection more'",
                "what broke, why, and how it is known");
        for (var nothing : new String[] {"tbd", "n/a", "unknown", "-", "", "  "}) {
            told.put("rootCause", nothing);
            assertIs(Verdict.FAIL, "Name its root-cause analysis");
        }
        told.put("rootCause", ANALYSIS);
        assertIs(Verdict.PASS, fix.substring(0, 7), ANALYSIS);
        assertThat(look(PRODUCTION).facts()).containsEntry("analysis", ANALYSIS);
    }

    @Test
    void whatChangesOtherwiseIsNoFixAndNeedsNone() throws Exception {
        confirmed(first);
        yard.buildAndAttest(commit("feat: a new page"));
        assertIs(Verdict.PASS, "It is no fix");
        told.put("rootCause", ANALYSIS);
        assertIs(Verdict.PASS, "It is a fix, as is said", ANALYSIS);
    }

    @Test
    void aFirstVersionCannotMendAnything() throws Exception {
        yard.buildAndAttest(first);
        assertIs(Verdict.PASS, "there is no version yet that it could mend");
    }

    @Test
    void whatFollowsAReleaseThatWentWrongIsAFixWhateverItsCommitsSay() throws Exception {
        yard.buildAndAttest(first);
        told.put("troubledRelease", "shop-0.9.0-staging-3");
        told.put("troubledEnd", "rolled-back");
        assertIs(Verdict.FAIL, "shop-0.9.0-staging-3, the last release with an effect here, ended rolled-back");
        confirmed(first);
        yard.buildAndAttest(commit("Revert \"feat: a new page\""));
        assertIs(Verdict.FAIL, "ended rolled-back; commit ");
        told.put("rootCause", ANALYSIS);
        assertIs(Verdict.PASS, "ended rolled-back", ANALYSIS);
    }

    @Test
    void elsewhereThanInProductionAFixMayBeTried() throws Exception {
        confirmed(first);
        yard.buildAndAttest(commit("fix: try this"));
        told.put("troubledRelease", "shop-0.9.0-staging-3");
        assertThat(look("production: false").verdict()).isEqualTo(Verdict.PASS);
        assertThat(look("production: false").facts()).containsEntry("production", "false");
        assertThat(look("").verdict()).as("not said is production").isEqualTo(Verdict.FAIL);
    }

    @Test
    void whereNobodyKnowsWhatTheCommitsSayItMayBeAFix() throws Exception {
        yard.buildAndAttest(commit("feat: a new page"));
        confirmed("0".repeat(40));
        assertIs(Verdict.UNKNOWN, "has no commit " + "0".repeat(40), "Name its root-cause analysis");
        confirmed(first);
        Files.delete(Kind.PROVENANCE.beside(yard.artifact()));
        assertIs(Verdict.UNKNOWN, "attested by nobody");
        told.put("rootCause", ANALYSIS);
        assertIs(Verdict.PASS, ANALYSIS);
    }

    @Test
    void ofManyFixesTheNewestAreNamed() throws Exception {
        confirmed(first);
        for (var i = 1; i < 5; i++) {
            commit("fix: number " + i);
        }
        yard.buildAndAttest(commit("Hotfix: " + "x".repeat(200)));
        assertIs(Verdict.FAIL, "…'", "and 2 more");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fix: a",
                "Fix(api): a",
                "fix!: a",
                "hotfix(api)!: a",
                "bugfix: a",
                "revert: let us never speak of it again",
                "Revert \"feat: a\"",
                "Take it back\n\nThis reverts commit 0123456789abcdef0123456789abcdef01234567.",
                "Go on\n\nWith words.\n\nFixes: 0123456789ab (\"feat: a\")\nSigned-off-by: A <a@x.org>",
                "Go on\n\nFixes #12",
                "Merge branch 'x'\n\nfixes: #12"
            })
    void theseSayThatTheyMendSomething(String message) {
        assertThat(FixCommits.mends(message)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "feat: a",
                "Fix the typo in the title",
                "fixup! feat: a",
                "prefix: a",
                "fix without a colon",
                "Speak of fix: as a word",
                "Reverted nothing",
                "Reapply \"feat: a\"",
                "Go on\n\nIt does what PR #12 fixes #13 for.",
                ""
            })
    void theseDoNot(String message) {
        assertThat(FixCommits.mends(message)).isFalse();
    }
}
