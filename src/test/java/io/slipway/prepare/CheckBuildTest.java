package io.slipway.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.artifact.Attestation.Kind;
import io.slipway.artifact.Envelope;
import io.slipway.artifact.Shipyard;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.permit.Granting;
import io.slipway.worker.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("PREP-2")
class CheckBuildTest {

    private Shipyard yard;
    private Job collected;

    @BeforeEach
    void build(@TempDir Path folder) throws Exception {
        yard = new Shipyard(folder);
        yard.build("1.0.0");
        yard.attest();
        collected = yard.job();
    }

    @Test
    void passesIfTheBytesAreTheOnesThatWereBuilt() throws Exception {
        var finding = assertVerdict(Verdict.PASS, "build attests");

        assertThat(finding.facts()).containsEntry("sha256", yard.digest()).containsEntry("commit", Shipyard.COMMIT);
    }

    @Test
    void failsIfOneByteWasAlteredAfterTheBuild() throws Exception {
        alterOneByte();
        collected = yard.job();

        assertVerdict(Verdict.FAIL, "about another artifact", yard.digest().substring(0, 12));
    }

    @Test
    void failsIfTheArtifactWasAlteredAfterItsFactsWereCollectedThoughItIsAttestedAnew() throws Exception {
        var before = yard.digest();
        alterOneByte();
        yard.attest();

        assertVerdict(Verdict.FAIL, before, yard.digest());
    }

    @Test
    void failsIfItsFactsWereNeverCollected() throws Exception {
        collected = new Job(
                "1",
                "shop-1.0.0-staging-1",
                Map.of(Variable.SERVICE.name(), "shop", Variable.VERSION.name(), "1.0.0"),
                Granting.none());

        assertVerdict(Verdict.FAIL, "unknown");
    }

    @Test
    void failsIfItWasBuiltFromAnotherCommitThanItSays() throws Exception {
        yard.write(Kind.PROVENANCE, yard.signed(provenance(Shipyard.OTHER_COMMIT)));

        assertVerdict(Verdict.FAIL, Shipyard.OTHER_COMMIT, Shipyard.COMMIT);
    }

    @Test
    void failsIfAnUntrustedKeySigned() throws Exception {
        yard.write(Kind.PROVENANCE, yard.forged(provenance(Shipyard.COMMIT)));

        assertVerdict(Verdict.FAIL, "no valid signature");
    }

    @Test
    void failsIfTheSignatureIsBrokenOrOverSomethingElse() throws Exception {
        var good = yard.signed(provenance(Shipyard.COMMIT));
        var signature = good.signatures().get(0);
        var broken = signature.sig().clone();
        broken[0] ^= 1;
        var other = yard.signed(provenance(Shipyard.OTHER_COMMIT));

        for (var envelope : List.of(
                with(good, new Envelope.Signed("build", broken)),
                with(good, new Envelope.Signed("build", new byte[3])),
                with(good, new Envelope.Signed("another", signature.sig())),
                with(other, signature),
                new Envelope("text/plain", good.payload(), good.signatures()),
                new Envelope(Envelope.IN_TOTO, good.payload(), List.of()))) {
            yard.write(Kind.PROVENANCE, envelope);
            assertVerdict(Verdict.FAIL, "no valid signature");
        }
    }

    @Test
    void doesNotKnowWithoutAnAttestationOrAnArtifact() throws Exception {
        Files.delete(Kind.PROVENANCE.beside(yard.artifact()));
        assertVerdict(Verdict.UNKNOWN, "there is no shop-1.0.0.provenance.dsse.json");

        Files.delete(yard.artifact());
        assertVerdict(Verdict.UNKNOWN, "shop-1.0.0.zip", "cannot be read");
    }

    private void finishedOn(String time) throws Exception {
        yard.finishedOn(time);
        yard.attest();
    }

    @Test
    void whatWasBuiltTooLongAgoIsBuiltAgain() throws Exception {
        var now = Instant.now();
        finishedOn(now.minus(Duration.ofDays(90)).plusSeconds(60).toString());
        assertVerdict(Verdict.PASS, "build attests");
        var old = now.minus(Duration.ofDays(90)).minusSeconds(1).toString();
        finishedOn(old);
        assertVerdict(Verdict.FAIL, old, "Build and test it again");
        var catalog = yard.catalog("oldestBuild: P91D", "");
        assertThat(new CheckBuild(catalog).work(collected).findings().get(0).verdict())
                .isEqualTo(Verdict.PASS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2999-01-01T00:00:00Z"})
    void aBuildOfWhichNobodyKnowsHowOldItIsIsUnknown(String time) throws Exception {
        finishedOn(time);
        assertVerdict(Verdict.UNKNOWN, "how old the build is", "Have the build attest");
    }

    private void alterOneByte() throws Exception {
        var bytes = Files.readAllBytes(yard.artifact());
        bytes[bytes.length / 2] ^= 1;
        Files.write(yard.artifact(), bytes);
    }

    private Map<String, Object> provenance(String commit) throws Exception {
        return yard.statement(Kind.PROVENANCE, yard.digest(), commit, "");
    }

    private static Envelope with(Envelope envelope, Envelope.Signed signature) {
        return new Envelope(envelope.payloadType(), envelope.payload(), List.of(signature));
    }

    private Finding assertVerdict(Verdict verdict, String... says) throws Exception {
        var outcome = new CheckBuild(yard.catalog()).work(collected);
        var finding = outcome.findings().get(0);
        assertThat(outcome.findings()).hasSize(2);
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(verdict);
        assertThat(finding.rule()).isEqualTo(Rule.PREP_2);
        assertThat(finding.why()).contains(says);
        assertThat(outcome.variables()).containsEntry(Variable.BUILD_VERDICT.name(), verdict.id());
        return finding;
    }
}
