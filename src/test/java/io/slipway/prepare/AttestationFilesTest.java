package io.slipway.prepare;

import io.slipway.artifact.Attestation.Kind;
import io.slipway.artifact.Cosign;
import io.slipway.artifact.Shipyard;
import io.slipway.contract.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One file of each kind attests an artifact, and its name says what it holds. */
@Tag("PREP-1")
@Tag("PREP-2")
class AttestationFilesTest {

    private Shipyard yard;
    private PrepareChecks checks;
    private Cosign cosign;

    @BeforeEach
    void build(@TempDir Path folder) throws Exception {
        checks = PrepareChecks.at(folder);
        yard = checks.yard();
        cosign = checks.cosign();
    }

    private static String name(Kind kind, String ending) {
        return "shop-1.0.0." + (kind == Kind.TESTS ? "tests" : "provenance") + ending;
    }

    @ParameterizedTest
    @EnumSource
    void aBundleOrLinesOfBundlesAttestAsWellAsAnEnvelope(Kind kind) throws Exception {
        var bundle = cosign.bundle(checks.statement(kind));
        checks.find(kind, ".sigstore.json", bundle, Verdict.PASS, "cosign attests");
        Files.delete(yard.artifact().resolveSibling(name(kind, ".sigstore.json")));
        checks.find(kind, ".jsonl", bundle + "\n", Verdict.PASS, "cosign attests");
    }

    @ParameterizedTest
    @EnumSource
    void twoOfThemContradictEachOther(Kind kind) throws Exception {
        var bundle = cosign.bundle(checks.statement(kind));
        yard.add(kind, ".jsonl", bundle);
        checks.find(kind, Verdict.FAIL, name(kind, ".dsse.json") + " and " + name(kind, ".jsonl"));
        checks.find(
                kind,
                ".sigstore.json",
                bundle,
                Verdict.FAIL,
                name(kind, ".sigstore.json") + " and " + name(kind, ".jsonl"));
    }

    @ParameterizedTest
    @EnumSource
    void whereNoneIsAllNamesAreSaidThatWereLookedFor(Kind kind) throws Exception {
        Files.delete(kind.beside(yard.artifact()));
        checks.find(
                kind,
                Verdict.UNKNOWN,
                "there is no " + name(kind, ".dsse.json") + " or " + name(kind, ".sigstore.json") + " or "
                        + name(kind, ".jsonl"));
    }

    @ParameterizedTest
    @EnumSource
    void doesNotKnowIfItHoldsSomethingElseThanItsNameSays(Kind kind) throws Exception {
        var statement = checks.statement(kind);
        checks.find(
                kind,
                ".dsse.json",
                cosign.bundle(statement),
                Verdict.UNKNOWN,
                name(kind, ".dsse.json") + " cannot be read");
        checks.find(
                kind,
                ".sigstore.json",
                cosign.envelope(statement),
                Verdict.UNKNOWN,
                name(kind, ".sigstore.json") + " cannot be read",
                "no Sigstore bundle",
                "--new-bundle-format");
    }

    @ParameterizedTest
    @EnumSource
    void doesNotKnowIfItIsTooLargeToBeOne(Kind kind) throws Exception {
        var bundle = cosign.bundle(checks.statement(kind));
        var most = 1024 * 1024;
        checks.find(kind, ".jsonl", bundle + " ".repeat(most - bundle.length()), Verdict.PASS, "cosign attests");
        checks.find(kind, ".jsonl", bundle + " ".repeat(most + 1 - bundle.length()), Verdict.UNKNOWN, "larger than");
    }
}
