package io.slipway.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.artifact.Attestation.Kind;
import io.slipway.artifact.Shipyard;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("SEC-2")
class SecretsInTheArtifactTest {

    private static final String MANIFEST = "version: 1.0.0\ncommit: '" + Shipyard.COMMIT + "'\nvariables: []";

    /** Put together here, so that nobody who looks for secrets finds them in this file. */
    private static final String AWS = "AKIA" + "Q3EGRIW7ZKQ5NPLX";

    private Shipyard yard;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        yard = new Shipyard(folder);
    }

    private Finding look(String name, byte[] content) throws Exception {
        Files.createDirectories(yard.artifact().getParent());
        Files.write(yard.artifact(), zip("slipway.yaml", MANIFEST.getBytes(StandardCharsets.UTF_8), name, content));
        yard.attest();
        var outcome = new CheckBuild(yard.catalog()).work(yard.job());
        var finding = outcome.findings().get(1);
        assertThat(finding.rule()).isEqualTo(Rule.SEC_2);
        assertThat(outcome.findings().get(0).verdict()).isEqualTo(Verdict.PASS);
        assertThat(outcome.variables())
                .containsEntry(Variable.BUILD_VERDICT.name(), finding.verdict().id());
        return finding;
    }

    private static byte[] zip(Object... namesAndContents) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var i = 0; i < namesAndContents.length; i += 2) {
                zip.putNextEntry(new ZipEntry((String) namesAndContents[i]));
                zip.write((byte[]) namesAndContents[i + 1]);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void assertFails(Finding finding, String what) {
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(Verdict.FAIL);
        assertThat(finding.why()).contains(what, "make new ones").doesNotContain(AWS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a private key:-----BEGIN RSA PRIVATE _KEY-----|MIIEowIBAAKCAQEAxr0mJ2v8kPqWc5yZb1hT3nUe7fGsLdKo9iMaXjRtVwQ4CzEB",
                "a private key:-----BEGIN PRIVATE _KEY-----|MC4CAQAwBQYDK2VwBCIEIFaLq8Zr0vXn2cJt6yPwKd3sHmUe5gRbTo1iAx9zNfQk",
                "an age identity:AGE-SECRET-_KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ",
                "a GitHub token:gh_p_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789",
                "a GitLab token:gl_pat-AbCdEfGhIjKlMnOpQrSt",
                "a Google API key:AI_zaAbCdEfGhIjKlMnOpQrStUvWxYz012345678",
                "a Slack token:xo_xb-123456789012-AbCdEfGhIjKl",
                "a Stripe key:sk_li_ve_AbCdEfGhIjKlMnOpQrStUv",
                "an npm token:np_m_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789"
            })
    void isFoundByItsShape(String example) throws Exception {
        var what = example.substring(0, example.indexOf(':'));
        // one underscore breaks each of them here
        var secret = example.substring(example.indexOf(':') + 1)
                .replaceFirst("(?<=PRIVATE |SECRET-|gh|gl|AI|xo|li|np)_", "")
                .replace("|", "\n");
        assertFails(look("app/config.yaml", bytes("key: " + secret + "\n")), what + " in app/config.yaml");
    }

    @Test
    void isFoundInArchivesOfTheArtifact() throws Exception {
        var inner = zip("inner/settings.properties", bytes("aws=" + AWS));
        assertFails(
                look("app/lib.jar", zip("nested.zip", inner)),
                "an AWS access key in app/lib.jar!nested.zip!inner/settings.properties");
    }

    @Test
    void isFoundWhereverItIsInALargeFile() throws Exception {
        var text = new StringBuilder("x".repeat((1 << 20) - 8)).append(' ').append(AWS);
        assertFails(look("app/data", bytes(text + "\n")), "an AWS access key in app/data");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AKIAIOSFODNN7EXAMPLE",
                "-----BEGIN PRIVATE KEY-----",
                "pem = \"-----BEGIN PRIVATE KEY-----\\n\" + body",
                "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA0000000000000000000000000000000000000000000000000000",
                "password=${SHOP_PASSWORD}"
            })
    void whatOnlyTalksAboutSecretsIsNone(String text) throws Exception {
        var finding = look("app/config.yaml", bytes(text + "\n"));
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(Verdict.PASS);
    }

    /** Read from its beginning it is the harmless one; who runs it goes by the list at its end. */
    @Test
    void isFoundInAnArchiveThatAnotherOneLiesBefore() throws Exception {
        var two = new ByteArrayOutputStream();
        two.write(zip("harmless", bytes("nothing")));
        two.write(zip("settings", bytes(AWS)));
        assertFails(look("app/lib.jar", two.toByteArray()), "an AWS access key in app/lib.jar!settings");
    }

    @Test
    void whatCannotBeLookedIntoIsUnknown() throws Exception {
        var finding = look("app/lib.jar", bytes("no archive"));
        assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(finding.why()).contains("app/lib.jar is no archive");
    }

    @Test
    void whatWasExchangedSinceItsFactsWereCollectedIsUnknown() throws Exception {
        yard.build("1.0.0");
        yard.attest();
        var job = yard.job();
        Files.write(yard.artifact(), zip("slipway.yaml", bytes(MANIFEST)));
        var finding = new CheckBuild(yard.catalog()).work(job).findings().get(1);
        assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(finding.why()).contains("changed while it was being looked at");
        assertThat(Kind.PROVENANCE.beside(yard.artifact())).exists();
    }
}
