package io.slipway.prepare;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.artifact.Attestation.Kind;
import io.slipway.artifact.Cosign;
import io.slipway.artifact.Envelope;
import io.slipway.artifact.Shipyard;
import io.slipway.contract.Verdict;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures by keys of EC P-256, in envelopes that name no key. */
@Tag("PREP-1")
@Tag("PREP-2")
class SignaturesByCosignTest {

    private static final String DSSE = ".dsse.json";

    private Shipyard yard;
    private PrepareChecks checks;
    private Cosign cosign;

    @BeforeEach
    void build(@TempDir Path folder) throws Exception {
        checks = PrepareChecks.at(folder);
        yard = checks.yard();
        cosign = checks.cosign();
    }

    @ParameterizedTest
    @EnumSource
    void passesIfATrustedKeyOfCosignSigned(Kind kind) throws Exception {
        checks.find(kind, DSSE, cosign.envelope(checks.statement(kind)), Verdict.PASS, "cosign attests");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"keyid\":\"\",", "\"keyid\":null,", ""})
    void aSignatureThatNamesNoKeyIsTriedAgainstEachTrustedOne(String keyid) throws Exception {
        var ed25519 = Cosign.ed25519();
        yard.trust("runner", ed25519);
        var statement = checks.statement(Kind.TESTS);
        for (var key : new Cosign[] {cosign, ed25519}) {
            var signature = "{" + keyid + "\"sig\":\"" + key.sig(Envelope.IN_TOTO, statement) + "\"}";
            checks.find(
                    Kind.TESTS,
                    DSSE,
                    Cosign.envelope(statement, signature),
                    Verdict.PASS,
                    key == cosign ? "cosign attests" : "runner attests");
        }
    }

    @Test
    void aSignatureThatNamesAKeyIsTriedAgainstThisOneOnly() throws Exception {
        var statement = checks.statement(Kind.TESTS);
        for (var named : new String[] {"build", "another", " ", "Cosign"}) {
            var signature = "{\"keyid\":\"" + named + "\",\"sig\":\"" + cosign.sig(Envelope.IN_TOTO, statement) + "\"}";
            checks.find(Kind.TESTS, DSSE, Cosign.envelope(statement, signature), Verdict.FAIL, "no valid signature");
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsIfAKeySignedThatNobodyTrusts(Kind kind) throws Exception {
        var statement = checks.statement(kind);
        checks.find(kind, DSSE, Cosign.key().envelope(statement), Verdict.FAIL, "no valid signature", "cosign");
        checks.find(kind, DSSE, Cosign.ed25519().envelope(statement), Verdict.FAIL, "no valid signature");
    }

    @Test
    void failsIfWhatWasSignedIsNotWhatIsThere() throws Exception {
        var statement = checks.statement(Kind.TESTS);
        var other = checks.statement(Kind.TESTS, yard.digest(), Shipyard.COMMIT, "FAILED");
        for (var sig : new String[] {
            cosign.sig(Envelope.IN_TOTO, other),
            cosign.sig("application/json", statement),
            "",
            Base64.getEncoder().encodeToString("no signature".getBytes(UTF_8)),
            // r = s = 0, which some verifiers once took for a signature of everything (CVE-2022-21449)
            Base64.getEncoder().encodeToString(new byte[] {0x30, 6, 2, 1, 0, 2, 1, 0})
        }) {
            checks.find(
                    Kind.TESTS,
                    DSSE,
                    Cosign.envelope(statement, "{\"sig\":\"" + sig + "\"}"),
                    Verdict.FAIL,
                    "no valid signature");
        }
        checks.find(Kind.TESTS, DSSE, Cosign.envelope(statement, ""), Verdict.FAIL, "no valid signature");
    }

    @Test
    void failsIfWhatWasSignedWasNotMeantAsAStatement() throws Exception {
        var envelope = cosign.envelopeOf("text/plain", checks.statement(Kind.TESTS));
        checks.find(Kind.TESTS, DSSE, envelope, Verdict.FAIL, "holds a 'text/plain'");
    }

    @Test
    void doesNotKnowIfATrustedKeyIsOfAnotherKind() throws Exception {
        for (var key : new Cosign[] {Cosign.onCurve("secp384r1"), Cosign.rsa()}) {
            var weird = new Shipyard(yard.artifact().resolveSibling("weird"));
            weird.build("1.0.0");
            weird.trust("weird", key);
            var elsewhere = new PrepareChecks(weird, cosign);
            elsewhere.find(
                    Kind.TESTS,
                    DSSE,
                    key.envelope(elsewhere.statement(Kind.TESTS)),
                    Verdict.UNKNOWN,
                    "cannot be checked",
                    "weird.pem is no public key of Ed25519 or EC P-256");
        }
    }
}
