package io.slipway.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.artifact.Attestation.Kind;
import io.slipway.artifact.Shipyard;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("PREP-1")
class CheckTestsTest {

    private Shipyard yard;

    @BeforeEach
    void build(@TempDir Path folder) throws Exception {
        yard = new Shipyard(folder);
        yard.build("1.0.0");
        yard.attest();
    }

    @Test
    void passesIfATrustedKeyAttestsThatTheTestsOfThisCommitPassed() throws Exception {
        assertVerdict(Verdict.PASS, "build attests");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "WARNED", "SKIPPED", "passed", ""})
    void failsIfTheyDidAnythingButPass(String result) throws Exception {
        attest(yard.digest(), Shipyard.COMMIT, result);

        assertVerdict(Verdict.FAIL, "the result '" + result + "'");
    }

    @Test
    void failsIfTheTestsWereOfAnotherCommit() throws Exception {
        attest(yard.digest(), Shipyard.OTHER_COMMIT, "PASSED");

        assertVerdict(Verdict.FAIL, Shipyard.OTHER_COMMIT, Shipyard.COMMIT);
    }

    @Test
    void failsIfTheTestsNameNoCommit() throws Exception {
        attest(yard.digest(), "", "PASSED");

        assertVerdict(Verdict.FAIL, "attested of []");
    }

    @Test
    void failsIfOtherBytesWereTested() throws Exception {
        attest("0".repeat(64), Shipyard.COMMIT, "PASSED");

        assertVerdict(Verdict.FAIL, "about another artifact");
    }

    @Test
    void failsIfAnUntrustedKeySigned() throws Exception {
        yard.write(Kind.TESTS, yard.forged(yard.statement(Kind.TESTS, yard.digest(), Shipyard.COMMIT, "PASSED")));

        assertVerdict(Verdict.FAIL, "no valid signature");
    }

    @Test
    void failsIfProvenanceIsGivenOutForTests() throws Exception {
        Files.copy(
                Kind.PROVENANCE.beside(yard.artifact()),
                Kind.TESTS.beside(yard.artifact()),
                StandardCopyOption.REPLACE_EXISTING);

        assertVerdict(Verdict.FAIL, "not of " + Kind.TESTS.predicateType());
    }

    @Test
    void doesNotKnowWithoutAnAttestation() throws Exception {
        Files.delete(Kind.TESTS.beside(yard.artifact()));

        assertVerdict(Verdict.UNKNOWN, "there is no shop-1.0.0.tests.dsse.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "the tests passed",
                "{}",
                "null",
                "[]",
                "{\"payload\": 1}",
                "{\"payloadType\": \"a\", \"payload\": \"\", \"signatures\": [null]}"
            })
    void doesNotKnowIfTheAttestationIsNoEnvelope(String text) throws Exception {
        Files.writeString(Kind.TESTS.beside(yard.artifact()), text);

        assertVerdict(Verdict.UNKNOWN, "shop-1.0.0.tests.dsse.json cannot be read");
    }

    @Test
    void doesNotKnowIfTheTrustedKeyCannotBeRead() throws Exception {
        Files.writeString(yard.trustedKey(), "no key");
        assertVerdict(Verdict.UNKNOWN, "cannot be checked");

        Files.delete(yard.trustedKey());

        assertVerdict(Verdict.UNKNOWN, "cannot be checked");
    }

    private void attest(String digest, String commit, String result) throws Exception {
        yard.write(Kind.TESTS, yard.signed(yard.statement(Kind.TESTS, digest, commit, result)));
    }

    private void assertVerdict(Verdict verdict, String... says) throws Exception {
        var outcome = new CheckTests(yard.catalog()).work(yard.job());
        var finding = outcome.findings().get(0);
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(verdict);
        assertThat(finding.rule()).isEqualTo(Rule.PREP_1);
        assertThat(finding.why()).contains(says);
        assertThat(outcome.variables()).containsEntry(Variable.TESTS_VERDICT.name(), verdict.id());
    }
}
