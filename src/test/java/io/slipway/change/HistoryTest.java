package io.slipway.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.artifact.ArtifactFile;
import io.slipway.artifact.Attestation.Kind;
import io.slipway.artifact.Shipyard;
import io.slipway.catalog.Catalog;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.permit.Granting;
import io.slipway.worker.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Between a developer's repository, which is the remote, and Slipway's clone of it. */
@Tag("ANTI-3")
class HistoryTest {

    private Shipyard yard;
    private Path remote;
    private SmallRepository developers;
    private String first;

    @BeforeEach
    void clone(@TempDir Path folder) throws Exception {
        yard = new Shipyard(folder);
        remote = folder.resolve("remote");
        developers = new SmallRepository(remote);
        first = developers.commit("olga@slipway.invalid", "Begin");
        Git.cloneRepository()
                .setURI(remote.toString())
                .setDirectory(yard.source().toFile())
                .call()
                .close();
    }

    @AfterEach
    void close() {
        developers.close();
    }

    private Catalog catalog(String settings) throws Exception {
        return yard.catalog("remote: {url: ../remote}", settings);
    }

    private Finding look(@Nullable String confirmed) throws Exception {
        return look(catalog("production: true"), confirmed);
    }

    private Finding look(Catalog catalog, @Nullable String confirmed) throws Exception {
        var variables = new HashMap<String, @Nullable Object>(
                Map.of("service", "shop", "version", "1.0.0", "environment", "staging"));
        variables.put("artifactDigest", yard.digest());
        if (confirmed != null) {
            var before = yard.artifact().resolveSibling("shop-0.9.0.zip");
            Shipyard.zip(before, Map.of("slipway.yaml", "version: 0.9.0\ncommit: '" + confirmed + "'\nvariables: []"));
            variables.put("confirmedVersion", "0.9.0");
            variables.put("confirmedDigest", new ArtifactFile(before).digest());
        }
        var outcome = new CheckHistory(catalog).work(new Job("1", "shop-1.0.0-staging-1", variables, Granting.none()));
        var finding = outcome.findings().get(0);
        assertThat(finding.rule()).isEqualTo(Rule.ANTI_3);
        assertThat(outcome.variables())
                .containsEntry(
                        Variable.HISTORY_VERDICT.name(), finding.verdict().id());
        assertThat(outcome.variables().get("confirmedDigest"))
                .as("what the server compares with the lease")
                .isEqualTo(variables.get("confirmedDigest"));
        return finding;
    }

    private void assertFails(@Nullable String confirmed, String why) throws Exception {
        var finding = look(confirmed);
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(Verdict.FAIL);
        assertThat(finding.why()).contains(why);
    }

    private void assertUnknown(Catalog catalog, String why) throws Exception {
        var finding = look(catalog, null);
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(Verdict.UNKNOWN);
        assertThat(finding.why()).contains(why);
    }

    private void assertPasses(@Nullable String confirmed) throws Exception {
        var finding = look(confirmed);
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(Verdict.PASS);
    }

    private void checkOutNew(String branch, String from) throws Exception {
        try (var git = Git.open(remote.toFile())) {
            git.checkout()
                    .setCreateBranch(true)
                    .setName(branch)
                    .setStartPoint(from)
                    .call();
        }
    }

    /** As {@code git push --force} leaves it. */
    private void force(String commit) throws Exception {
        developers.checkOut(commit);
        try (var git = Git.open(remote.toFile())) {
            git.branchCreate()
                    .setName("main")
                    .setStartPoint(commit)
                    .setForce(true)
                    .call();
        }
    }

    @Test
    void whatGoesOnOnTheProductionBranchPasses() throws Exception {
        yard.buildAndAttest(developers.commit("devi@slipway.invalid", "Go on"));
        var finding = look(first);
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(Verdict.PASS);
        assertThat(finding.facts()).containsEntry("confirmed", first).containsEntry("head before", "never seen");
        developers.commit("emil@slipway.invalid", "Go on while it is released");
        assertThat(look(first).facts())
                .containsEntry("head before", finding.facts().get("head"));
    }

    @Test
    void whatIsOnAnotherBranchStopsUntilItIsMerged() throws Exception {
        checkOutNew("feature", first);
        var feature = developers.commit("devi@slipway.invalid", "Try something");
        yard.buildAndAttest(feature);
        assertFails(first, "commit " + feature + " is not on the production branch 'main'");
        developers.checkOut("main");
        developers.merge(feature, "olga@slipway.invalid");
        assertPasses(first);
    }

    @Test
    void aRewrittenBranchStopsEachTimeUntilWhatWasThereIsThereAgain() throws Exception {
        var second = developers.commit("devi@slipway.invalid", "Go on");
        yard.buildAndAttest(first);
        assertPasses(null);
        force(first);
        assertFails(null, "was rewritten: it was at " + second);
        assertFails(null, "was rewritten: it was at " + second);
        force(second);
        assertPasses(null);
    }

    @Test
    void allReasonsAreSaidTogether() throws Exception {
        var second = developers.commit("devi@slipway.invalid", "Go on");
        yard.buildAndAttest(second);
        assertPasses(first);
        force(first);
        var finding = look(developers.commit("emil@slipway.invalid", "Go on otherwise"));
        assertThat(finding.why())
                .contains("was rewritten")
                .contains("is not on the production branch")
                .contains("what is in production would be undone");
    }

    @Test
    void whatIsNotMadeOfTheConfirmedVersionStops() throws Exception {
        var second = developers.commit("devi@slipway.invalid", "Go on");
        yard.buildAndAttest(first);
        assertFails(second, "the confirmed version's commit " + second + " is not part of it");
    }

    @Test
    void nothingIsKnownOfAnUnreachableRemoteOrOneWithoutTheBranch() throws Exception {
        yard.buildAndAttest(first);
        assertUnknown(yard.catalog("remote: {url: ../nowhere}", "production: true"), "nowhere cannot be asked");
        assertUnknown(
                yard.catalog("remote: {url: ../remote, productionBranch: live}", "production: true"),
                "refs/heads/live");
        assertUnknown(yard.catalog(), "names no remote");
        Files.delete(Kind.PROVENANCE.beside(yard.artifact()));
        assertUnknown(catalog("production: true"), "attested by nobody");
    }

    @Test
    void nothingIsKnownOfARemoteThatGitCannotSpeakTo() throws Exception {
        yard.buildAndAttest(first);
        for (var url :
                List.of("ssh://git@127.0.0.1:1/shop.git", "git@127.0.0.1:shop.git", "moon://127.0.0.1/shop.git")) {
            assertUnknown(yard.catalog("remote: {url: '" + url + "'}", "production: true"), url + " cannot be asked");
        }
    }

    @Test
    void nothingIsKnownOfAnArtifactThatWasExchangedSinceItsFactsWereCollected() throws Exception {
        yard.buildAndAttest(first);
        var job = new Job(
                "1",
                "shop-1.0.0-staging-1",
                Map.of(
                        "service",
                        "shop",
                        "version",
                        "1.0.0",
                        "environment",
                        "staging",
                        "artifactDigest",
                        "0".repeat(64)),
                Granting.none());
        var finding = new CheckHistory(catalog("production: true"))
                .work(job)
                .findings()
                .get(0);
        assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(finding.why()).contains("changed while it was being checked");
    }

    @Test
    void nothingIsKnownIfTheConfirmedArtifactIsGone() throws Exception {
        yard.buildAndAttest(first);
        var variables = new HashMap<String, @Nullable Object>(
                Map.of("service", "shop", "version", "1.0.0", "environment", "staging", "confirmedVersion", "0.9.0"));
        variables.put("artifactDigest", yard.digest());
        variables.put("confirmedDigest", "0".repeat(64));
        var finding = new CheckHistory(catalog("production: true"))
                .work(new Job("1", "shop-1.0.0-staging-1", variables, Granting.none()))
                .findings()
                .get(0);
        assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(finding.why()).contains("shop-0.9.0.zip");
    }

    @Test
    void onlyProductionIsBoundToTheBranchAndEverythingIsProductionThatTheCatalogDoesNotExcept() throws Exception {
        checkOutNew("feature", first);
        yard.buildAndAttest(developers.commit("devi@slipway.invalid", "Try something"));
        assertThat(look(catalog("production: false"), first).verdict()).isEqualTo(Verdict.PASS);
        assertThat(look(catalog(""), first).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    @Tag("CLASS-1")
    void aCommitThatTheCloneDoesNotHaveYetIsFetchedToBeClassified() throws Exception {
        checkOutNew("feature", first);
        developers.write("app.py", "print()");
        yard.buildAndAttest(developers.commit("devi@slipway.invalid", "Try something"));
        var job = new Job(
                "1",
                "shop-1.0.0-staging-1",
                Map.of("service", "shop", "version", "1.0.0", "environment", "staging"),
                Granting.none());
        assertThat(new CollectFacts(catalog("")).work(job).variables())
                .containsEntry(Variable.CHANGE_KINDS.name(), "source");
        assertThat(new CollectFacts(yard.catalog()).work(job).variables())
                .as("it is there now")
                .containsEntry(Variable.CHANGE_KINDS.name(), "source");
    }
}
