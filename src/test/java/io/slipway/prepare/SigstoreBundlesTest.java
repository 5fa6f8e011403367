package io.slipway.prepare;

import io.slipway.artifact.Attestation.Kind;
import io.slipway.artifact.Cosign;
import io.slipway.artifact.Shipyard;
import io.slipway.contract.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One Sigstore bundle: what cosign writes, and GitHub. */
@Tag("PREP-1")
@Tag("PREP-2")
class SigstoreBundlesTest {

    private static final String BUNDLE = ".sigstore.json";

    private Shipyard yard;
    private PrepareChecks checks;
    private Cosign cosign;

    @BeforeEach
    void build(@TempDir Path folder) throws Exception {
        checks = PrepareChecks.at(folder);
        yard = checks.yard();
        cosign = checks.cosign();
    }

    /** As {@code actions/attest-build-provenance} makes it; the end of the build is what GitHub does not say. */
    private String ofGitHub(String end) throws Exception {
        return """
                {"_type":"https://in-toto.io/Statement/v1",
                 "subject":[{"name":"shop-1.0.0.zip","digest":{"sha256":"%s"}}],
                 "predicateType":"https://slsa.dev/provenance/v1",
                 "predicate":{"buildDefinition":{
                   "buildType":"https://actions.github.io/buildtypes/workflow/v1",
                   "externalParameters":{"workflow":{"ref":"refs/heads/main",
                     "repository":"https://github.com/example/shop","path":".github/workflows/build.yml"}},
                   "internalParameters":{"github":{"event_name":"push","runner_environment":"github-hosted"}},
                   "resolvedDependencies":[{"uri":"git+https://github.com/example/shop@refs/heads/main",
                     "digest":{"gitCommit":"%s"}}]},
                  "runDetails":{
                   "builder":{"id":"https://github.com/example/shop/.github/workflows/build.yml@refs/heads/main"},
                   "metadata":{"invocationId":"https://github.com/example/shop/actions/runs/1/attempts/1"%s}}}}"""
                .formatted(yard.digest(), Shipyard.COMMIT, end);
    }

    @Test
    void ofGitHubsProvenanceItIsNotKnownHowOldTheBuildIs() throws Exception {
        checks.find(
                Kind.PROVENANCE,
                BUNDLE,
                cosign.bundle(ofGitHub("")),
                Verdict.UNKNOWN,
                "how old the build is",
                "at no time");
    }

    @Test
    void gitHubsProvenancePassesIfItSaysWhenTheBuildEndedAndAKeySignedIt() throws Exception {
        yard.attest(Kind.PROVENANCE, BUNDLE, cosign.bundle(ofGitHub(",\"finishedOn\":\"2025-01-01T00:00:00Z\"")));
        checks.find(Kind.PROVENANCE, Verdict.FAIL, "The build is of 2025-01-01T00:00:00Z");
        yard.attest(Kind.PROVENANCE, BUNDLE, cosign.bundle(ofGitHub(",\"finishedOn\":\"" + Instant.now() + "\"")));
        checks.find(Kind.PROVENANCE, Verdict.PASS, "cosign attests");
    }

    @Test
    void aCertificateAloneIsNoTrustedKey() throws Exception {
        var statement = checks.statement(Kind.TESTS);
        checks.find(
                Kind.TESTS,
                BUNDLE,
                Cosign.keyless(statement),
                Verdict.FAIL,
                "no valid signature by a key that the catalog trusts",
                "certificate of Fulcio",
                "cosign attest-blob --key",
                "trustedKeys");
        var chain = "{\"x509CertificateChain\":{\"certificates\":[{\"rawBytes\":\"MIIC\"}]}}";
        checks.find(
                Kind.TESTS,
                BUNDLE,
                Cosign.bundle(chain, Cosign.key().unnamed(statement)),
                Verdict.FAIL,
                "certificate of Fulcio");
        checks.find(
                Kind.TESTS, BUNDLE, Cosign.bundle(chain, cosign.unnamed(statement)), Verdict.PASS, "cosign attests");
    }

    @Test
    void doesNotKnowIfItIsNoBundleOrMoreThanOne() throws Exception {
        var statement = checks.statement(Kind.TESTS);
        var good = cosign.bundle(statement);
        for (var bad : new String[] {
            "",
            "null",
            "[]",
            "[" + good + "]",
            good + good,
            good + "\n{}",
            good + " null",
            good.replace("vnd.dev.sigstore.bundle", "vnd.dev.cosign.simplesigning"),
            good.replace("\"mediaType\"", "\"kind\""),
            good.replace("\"dsseEnvelope\"", "\"dsse\""),
            good.replace("\"verificationMaterial\"", "\"material\""),
            Cosign.bundle("null", cosign.unnamed(statement)),
            Cosign.bundle("{}", "null"),
            Cosign.bundle("{}", "\"text\""),
            good.replace("\"payload\":", "\"payload\":null,\"was\":"),
            good.replace("\"signatures\":[", "\"signatures\":[null,"),
            good.replace("\"dsseEnvelope\"", "\"messageSignature\":{},\"dsseEnvelope\""),
            good.replace("\"dsseEnvelope\"", "\"messageSignature\":null,\"dsseEnvelope\""),
            // twice: which one is signed, and which one is read?
            good.replace("\"dsseEnvelope\"", "\"dsseEnvelope\":{},\"dsseEnvelope\""),
            good.replace("\"payload\":", "\"payload\":\"e30=\",\"payload\":"),
        }) {
            checks.find(Kind.TESTS, BUNDLE, bad, Verdict.UNKNOWN, "shop-1.0.0.tests.sigstore.json cannot be read");
        }
        checks.find(Kind.TESTS, BUNDLE, good, Verdict.PASS, "cosign attests");
    }

    @Test
    void doesNotKnowIfAStatementCanBeReadInTwoWays() throws Exception {
        var statement = checks.statement(Kind.TESTS);
        for (var bad : new String[] {
            statement.replace("\"result\":", "\"result\":\"FAILED\",\"result\":"),
            statement + statement,
            statement + " null",
            "no statement"
        }) {
            checks.find(Kind.TESTS, BUNDLE, cosign.bundle(bad), Verdict.UNKNOWN, "cannot be checked");
        }
        checks.find(Kind.TESTS, BUNDLE, cosign.bundle("null"), Verdict.FAIL, "not of");
    }
}
