package io.slipway.change;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.artifact.ArtifactFile;
import io.slipway.artifact.Attestation.Kind;
import io.slipway.artifact.Cosign;
import io.slipway.artifact.Manifest;
import io.slipway.artifact.Shipyard;
import io.slipway.catalog.Catalog;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.permit.Granting;
import io.slipway.sample.SampleWorldBuilder;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

class CollectFactsTest {

    private Shipyard yard;

    @BeforeEach
    void build(@TempDir Path folder) throws Exception {
        yard = new Shipyard(folder);
        yard.build("1.0.0");
        yard.attest();
    }

    @Test
    @Tag("CLASS-1")
    void anApplicationReleaseIsOneWhoseSourcesChange() throws Exception {
        var commit = build("app/Shop.java", "class Shop {}");

        assertFacts("source", Rule.CLASS_1, yard.digest(), commit, "this changes: source (1); lines +1 −0");
    }

    @Test
    @Tag("CLASS-1")
    @Tag("CLASS-2")
    void aChangeIsWhatDiffersFromTheConfirmedVersion() throws Exception {
        build("db/migration/V1__orders.sql", "create table orders (id int);");
        var confirmed = confirm();
        build("README.md", "# Shop");
        var outcome = facts(confirmed);

        assertThat(outcome.variables())
                .containsEntry(Variable.CHANGE_KINDS.name(), "documentation")
                .containsEntry(Variable.CONFIRMED_DIGEST.name(), confirmed.get(Variable.CONFIRMED_DIGEST.name()));
        assertThat(facts(Map.of()).variables()).doesNotContainKey(Variable.CONFIRMED_DIGEST.name());
        assertThat(outcome.findings().get(0).facts())
                .containsEntry("documentation", "README.md")
                .containsEntry("lines", "+1 −0");
        assertThat(facts(Map.of()).variables()).containsEntry(Variable.CHANGE_KINDS.name(), "database, documentation");
    }

    @Test
    @Tag("CLASS-6")
    void withoutTheConfirmedVersionsCommitItIsUnclearWhatChanges() throws Exception {
        build("README.md", "# Shop");
        var confirmed = confirm();
        build("README.md", "# The shop");
        Files.delete(yard.artifact().resolveSibling("shop-0.9.0.zip"));

        assertThat(facts(confirmed).variables()).containsEntry(Variable.CHANGE_KINDS.name(), "unclear");
    }

    @Test
    @Tag("CLASS-6")
    void anotherArtifactOfTheSameSourcesIsUnclearAndTheSameOneIsNothing() throws Exception {
        build("README.md", "# Shop");
        var confirmed = confirm();
        var outcome = facts(confirmed);
        assertThat(outcome.variables()).containsEntry(Variable.CHANGE_KINDS.name(), "unclear");
        assertThat(outcome.findings().get(0).why()).contains("the artifact is another one");

        Files.copy(yard.artifact(), yard.artifact().resolveSibling("shop-0.9.0.zip"), REPLACE_EXISTING);
        var same = Map.of(Variable.CONFIRMED_VERSION.name(), "0.9.0", Variable.CONFIRMED_DIGEST.name(), yard.digest());
        assertThat(facts(same).variables()).containsEntry(Variable.CHANGE_KINDS.name(), "nothing");
    }

    /** Version 1.0.0 from a commit that changes this. */
    private String build(String path, String text) throws Exception {
        try (var source = new SmallRepository(yard.source())) {
            var commit = source.write(path, text).commit("olga@slipway.invalid", "Go on");
            yard.buildAndAttest(commit);
            return commit;
        }
    }

    /** Makes 1.0.0 as it is now the confirmed 0.9.0, and returns what a release then knows of it. */
    private Map<String, String> confirm() throws Exception {
        var confirmed = yard.artifact().resolveSibling("shop-0.9.0.zip");
        var commit = Manifest.read(yard.artifact()).commit();
        Shipyard.zip(confirmed, Map.of("slipway.yaml", "version: 0.9.0\ncommit: '" + commit + "'\nvariables: []"));
        return Map.of(
                Variable.CONFIRMED_VERSION.name(),
                "0.9.0",
                Variable.CONFIRMED_DIGEST.name(),
                new ArtifactFile(confirmed).digest());
    }

    @Test
    @Tag("CLASS-6")
    void aMissingAttestationIsUnclear() throws Exception {
        Files.delete(Kind.PROVENANCE.beside(yard.artifact()));

        assertUnclear(yard.digest(), Shipyard.COMMIT, "there is no shop-1.0.0.provenance.dsse.json");
    }

    @Test
    @Tag("CLASS-6")
    void aContradictingAttestationIsUnclear() throws Exception {
        provenance("0".repeat(64), Shipyard.COMMIT);
        assertUnclear(yard.digest(), Shipyard.COMMIT, "about another artifact");

        provenance(yard.digest(), Shipyard.OTHER_COMMIT);
        assertUnclear(yard.digest(), Shipyard.COMMIT, Shipyard.OTHER_COMMIT);

        yard.write(Kind.PROVENANCE, yard.forged(yard.statement(Kind.PROVENANCE, yard.digest(), Shipyard.COMMIT, "")));
        assertUnclear(yard.digest(), Shipyard.COMMIT, "no valid signature");
    }

    @Test
    @Tag("CLASS-6")
    void anArtifactThatSaysItIsAnotherVersionIsUnclear() throws Exception {
        yard.build("1.0.1");
        yard.attest();

        assertUnclear(yard.digest(), Shipyard.COMMIT, "version 1.0.1");
    }

    @Test
    @Tag("CLASS-6")
    void anArtifactWithoutAManifestThatCanBeReadIsUnclear() throws Exception {
        for (var manifest : new String[] {
            "", "null", "version: 1.0.0", "version: 1.0.0\ncommit: main\nvariables: []", "surprise: true", "\tno: yaml"
        }) {
            yard.zip(manifest);
            yard.attest();
            assertUnclear(yard.digest(), null, "slipway.yaml");
        }
        Shipyard.zip(yard.artifact(), Map.of("app", "the program"));
        assertUnclear(yard.digest(), null, "has no slipway.yaml");
        Files.writeString(yard.artifact(), "no zip file");
        assertUnclear(yard.digest(), null, "no zip file");
    }

    @Test
    @Tag("CLASS-6")
    void anArtifactThatIsNotThereIsUnclear() throws Exception {
        Files.delete(yard.artifact());

        assertUnclear(null, null, "shop-1.0.0.zip", "cannot be read");
    }

    private void provenance(String digest, String commit) throws Exception {
        yard.write(Kind.PROVENANCE, yard.signed(yard.statement(Kind.PROVENANCE, digest, commit, "")));
    }

    private void assertUnclear(@Nullable String digest, @Nullable String commit, String... says) throws Exception {
        assertFacts("unclear", Rule.CLASS_6, digest, commit, says);
    }

    private void assertFacts(String kind, Rule rule, @Nullable String digest, @Nullable String commit, String... says)
            throws Exception {
        var outcome = facts(Map.of());
        assertThat(outcome.variables())
                .containsEntry(Variable.CHANGE_KINDS.name(), kind)
                .containsEntry(Variable.ARTIFACT_DIGEST.name(), digest)
                .containsEntry(Variable.SOURCE_COMMIT.name(), commit);
        assertThat(outcome.findings()).hasSize(2);
        assertThat(outcome.findings().get(0).rule()).isEqualTo(rule);
        assertThat(outcome.findings().get(0).why()).contains(says);
    }

    private Outcome facts(Map<String, String> confirmed) throws Exception {
        var asked = new HashMap<String, @Nullable Object>(Map.<String, @Nullable Object>of(
                Variable.SERVICE.name(),
                "shop",
                Variable.VERSION.name(),
                "1.0.0",
                Variable.CHANGE_KINDS.name(),
                "docs"));
        asked.putAll(confirmed);
        var catalog = yard.catalog();
        asked.put(Variable.ENVIRONMENT.name(), "staging");
        asked.put(
                Variable.CONFIRMED_PLACE.name(),
                confirmed.isEmpty()
                        ? null
                        : catalog.service("shop").place("staging").write());
        return new CollectFacts(catalog).work(new Job("1", "shop-1.0.0-staging-1", asked, Granting.none()));
    }

    private Finding work(Map<String, String> confirmed) throws Exception {
        return facts(confirmed).findings().get(1);
    }

    @Test
    @Tag("ROLE-5")
    void whoseWorkItIsIsAFact() throws Exception {
        try (var source = new SmallRepository(yard.source())) {
            source.commit("olga@slipway.invalid", "Begin");
            yard.buildAndAttest(source.commit("Devi@Slipway.invalid", "Go on"));
        }
        var finding = work(Map.of());
        assertThat(finding.rule()).isEqualTo(Rule.ROLE_5);
        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.facts())
                .containsEntry("authors", "devi@slipway.invalid, olga@slipway.invalid")
                .containsEntry("signers", "bea@build.invalid");
    }

    @Test
    @Tag("ROLE-5")
    void onlyWhatIsNewSinceTheConfirmedVersionCountsIfItsArtifactIsStillTheConfirmedOne() throws Exception {
        var before = yard.artifact().resolveSibling("shop-0.9.0.zip");
        try (var source = new SmallRepository(yard.source())) {
            var first = source.commit("olga@slipway.invalid", "Begin");
            Shipyard.zip(before, Map.of("slipway.yaml", "version: 0.9.0\ncommit: '" + first + "'\nvariables: []"));
            yard.buildAndAttest(source.commit("devi@slipway.invalid", "Go on"));
        }
        var digest = new ArtifactFile(before).digest();
        assertAuthors("devi@slipway.invalid", digest);
        var all = "devi@slipway.invalid, olga@slipway.invalid";
        assertAuthors(all, "0".repeat(64));
        Files.delete(before);
        assertAuthors(all, digest);
    }

    private void assertAuthors(String authors, String confirmedDigest) throws Exception {
        assertThat(work(Map.of(
                                Variable.CONFIRMED_VERSION.name(),
                                "0.9.0",
                                Variable.CONFIRMED_DIGEST.name(),
                                confirmedDigest))
                        .facts())
                .containsEntry("authors", authors);
    }

    @Test
    @Tag("ROLE-5")
    void everybodyWhoSignedOneOfTheAttestationsIsASigner() throws Exception {
        try (var source = new SmallRepository(yard.source())) {
            yard.buildAndAttest(source.commit("olga@slipway.invalid", "Begin"));
        }
        Files.delete(Kind.TESTS.beside(yard.artifact()));
        assertThat(work(Map.of()).facts()).containsEntry("signers", "bea@build.invalid");
        try (var source = new SmallRepository(yard.source())) {
            var commit = source.commit("olga@slipway.invalid", "Go on");
            yard.buildAndAttest(commit);
            yard.write(Kind.TESTS, yard.signedTwice(yard.statement(Kind.TESTS, yard.digest(), commit, "PASSED")));
        }
        assertThat(work(Map.of()).facts()).containsEntry("signers", "bea@build.invalid, sam@build.invalid");
    }

    @Test
    @Tag("ROLE-5")
    void everybodyIsASignerWhoseKeyFitsOneOfTheLinesThatCount() throws Exception {
        try (var source = new SmallRepository(yard.source())) {
            yard.buildAndAttest(source.commit("olga@slipway.invalid", "Begin"));
        }
        var commit = Manifest.read(yard.artifact()).commit();
        var right = statement(yard.digest(), commit);
        var lines = new ArrayList<String>();
        for (var name : List.of("carl", "dora", "eve")) {
            var key = Cosign.key();
            yard.trust(name, key);
            lines.add(key.bundle(name.equals("eve") ? statement("0".repeat(64), commit) : right));
        }
        yard.attest(Kind.TESTS, ".jsonl", String.join("\n", lines));

        assertThat(work(Map.of()).facts())
                .containsEntry("signers", "bea@build.invalid, carl@build.invalid, dora@build.invalid");
    }

    private String statement(String digest, String commit) throws Exception {
        return new ObjectMapper().writeValueAsString(yard.statement(Kind.TESTS, digest, commit, "PASSED"));
    }

    @Test
    @Tag("ROLE-5")
    void whoseWorkItIsIsUnknownIfSomethingOfItIsMissing() throws Exception {
        assertUnknown("there is no git repository");
        try (var source = new SmallRepository(yard.source())) {
            assertUnknown("has no commit " + Shipyard.COMMIT);
            yard.buildAndAttest(source.commit("olga@slipway.invalid", "Begin"));
            assertThat(work(Map.of()).verdict()).isEqualTo(Verdict.PASS);
            Files.delete(Kind.PROVENANCE.beside(yard.artifact()));
            assertUnknown("attested by nobody");
            yard.buildAndAttest(source.commit("", "Nobody"));
            assertUnknown("has no e-mail address");
        }
    }

    @Test
    @Tag("ROLE-5")
    void theSampleIsTheWorkOfPeopleWithoutAccounts(@TempDir Path data) throws Exception {
        var finding = ofTheSample(data, Map.of("version", "1.4.0")).findings().get(1);

        assertThat(finding.verdict()).as(finding.why()).isEqualTo(Verdict.PASS);
        assertThat(finding.facts())
                .containsEntry("authors", "devi@slipway.invalid, emil@slipway.invalid")
                .containsEntry("signers", "build@slipway.invalid")
                .containsEntry("commits", "6");
    }

    @Test
    @Tag("CLASS-2")
    void theSampleHasAVersionThatIsDocumentationOnly(@TempDir Path data) throws Exception {
        var first = ofTheSample(data, Map.of("version", "1.0.0")).variables();
        var confirmed =
                Map.of("confirmedVersion", "1.0.0", "confirmedDigest", String.valueOf(first.get("artifactDigest")));

        assertThat(first).containsEntry("changeKinds", "configuration, documentation, source");
        assertThat(kinds(data, "1.1.1", confirmed)).isEqualTo("documentation");
        assertThat(kinds(data, "1.1.0", confirmed)).isEqualTo("documentation, source");
    }

    private static String kinds(Path data, String version, Map<String, String> confirmed) throws Exception {
        var asked = new HashMap<>(confirmed);
        asked.put("version", version);
        return String.valueOf(ofTheSample(data, asked).variables().get("changeKinds"));
    }

    private static Outcome ofTheSample(Path data, Map<String, String> asked) throws Exception {
        var environment = new MockEnvironment().withProperty("slipway.data", data.toString());
        environment.setActiveProfiles("sample");
        new SampleWorldBuilder().postProcessEnvironment(environment, new SpringApplication());
        var catalog = Catalog.read(Path.of(environment.getRequiredProperty("slipway.catalog")));
        var variables = new HashMap<String, @Nullable Object>(asked);
        variables.put("service", "shop");
        variables.put("environment", "staging");
        variables.put("confirmedPlace", catalog.service("shop").place("staging").write());
        return new CollectFacts(catalog).work(new Job("1", "shop-staging-1", variables, Granting.none()));
    }

    private void assertUnknown(String why) throws Exception {
        var finding = work(Map.of());
        assertThat(finding.rule()).isEqualTo(Rule.ROLE_5);
        assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(finding.why()).contains(why);
        assertThat(finding.facts()).doesNotContainKey("authors");
    }
}
