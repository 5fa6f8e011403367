package io.slipway.prepare;

import io.slipway.artifact.Attestation.Kind;
import io.slipway.artifact.Cosign;
import io.slipway.artifact.Shipyard;
import io.slipway.contract.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that is attested of an artifact, a line each, as {@code gh attestation download} writes it. */
@Tag("PREP-1")
@Tag("PREP-2")
class LinesOfBundlesTest {

    private Shipyard yard;
    private PrepareChecks checks;
    private Cosign cosign;
    private String right;
    private String keyless;
    private String ofAnotherArtifact;
    private String ofAnotherKind;

    @BeforeEach
    void build(@TempDir Path folder) throws Exception {
        checks = PrepareChecks.at(folder);
        yard = checks.yard();
        cosign = checks.cosign();
        right = tests(yard.digest(), Shipyard.COMMIT, "PASSED");
        keyless = Cosign.keyless(checks.statement(Kind.TESTS));
        ofAnotherArtifact = tests("0".repeat(64), Shipyard.COMMIT, "PASSED");
        ofAnotherKind = cosign.bundle(checks.statement(Kind.PROVENANCE));
    }

    private String tests(String digest, String commit, String result) throws Exception {
        return cosign.bundle(checks.statement(Kind.TESTS, digest, commit, result));
    }

    private void find(Verdict verdict, String says, String... lines) throws Exception {
        checks.find(Kind.TESTS, ".jsonl", String.join("\n", lines), verdict, says);
    }

    @Test
    void theRightOneIsFoundWhereverItIs() throws Exception {
        find(Verdict.PASS, "cosign attests", right);
        find(Verdict.PASS, "cosign attests", right, keyless, ofAnotherKind, ofAnotherArtifact, "");
        find(Verdict.PASS, "cosign attests", ofAnotherArtifact, keyless, ofAnotherKind, right);
        find(Verdict.PASS, "cosign attests", keyless + "\r", right + "\r");
        yard.attest(Kind.PROVENANCE, ".jsonl", right + "\n" + ofAnotherKind + "\n");
        checks.find(Kind.PROVENANCE, Verdict.PASS, "cosign attests");
    }

    @Test
    void whereNoneCountsTheNearestOneSaysWhy() throws Exception {
        find(Verdict.FAIL, "certificate of Fulcio", keyless, keyless);
        find(Verdict.FAIL, "is about another artifact", ofAnotherArtifact);
        find(Verdict.FAIL, "not of https://in-toto.io/attestation/test-result/v0.1", keyless, ofAnotherKind, keyless);
        find(Verdict.FAIL, "is about another artifact", keyless, ofAnotherArtifact, ofAnotherKind);
        find(Verdict.FAIL, "is about another artifact", ofAnotherKind, ofAnotherArtifact, keyless);
        find(Verdict.FAIL, "the result 'FAILED'", keyless, tests(yard.digest(), Shipyard.COMMIT, "FAILED"));
    }

    @Test
    void failsIfTwoThatCountDoNotSayTheSame() throws Exception {
        var failed = tests(yard.digest(), Shipyard.COMMIT, "FAILED");
        find(Verdict.FAIL, "contradict each other", right, failed);
        find(Verdict.FAIL, "contradict each other", failed, right);
        find(Verdict.FAIL, "contradict each other", right, tests(yard.digest(), Shipyard.OTHER_COMMIT, "PASSED"));
        find(Verdict.PASS, "cosign attests", right, tests(yard.digest(), Shipyard.COMMIT, "PASSED"));
    }

    /** In whatever order they come. */
    @Test
    void theOldestOfSeveralBuildsCounts() throws Exception {
        var old = Instant.now().minus(Duration.ofDays(91)).toString();
        yard.finishedOn(old);
        var oldBuild = cosign.bundle(checks.statement(Kind.PROVENANCE));
        yard.finishedOn("some day");
        var someDay = cosign.bundle(checks.statement(Kind.PROVENANCE));
        for (var lines : List.of(ofAnotherKind + "\n" + oldBuild, oldBuild + "\n" + ofAnotherKind)) {
            checks.find(Kind.PROVENANCE, ".jsonl", lines, Verdict.FAIL, "The build is of " + old);
        }
        for (var lines : List.of(ofAnotherKind + "\n" + someDay, someDay + "\n" + ofAnotherKind)) {
            checks.find(Kind.PROVENANCE, ".jsonl", lines, Verdict.UNKNOWN, "how old the build is");
        }
    }

    @Test
    void doesNotKnowIfOneLineIsNoBundle() throws Exception {
        find(Verdict.UNKNOWN, "line 2: it is no Sigstore bundle", right, "{}");
        find(Verdict.UNKNOWN, "line 2: it is no Sigstore bundle", right, cosign.envelope("{}"));
        find(Verdict.UNKNOWN, "line 1: ", "null", right);
        find(Verdict.UNKNOWN, "line 2: ", right, "", right);
        find(Verdict.UNKNOWN, "line 1: ", right + right);
        find(Verdict.UNKNOWN, "line 2: ", right, right.substring(0, 200), right);
        find(
                Verdict.UNKNOWN,
                "line 2: the bundle holds a messageSignature",
                right,
                right.replace("\"dsseEnvelope\"", "\"messageSignature\":{},\"dsseEnvelope\""));
        find(Verdict.UNKNOWN, "holds no attestation", "");
    }
}
