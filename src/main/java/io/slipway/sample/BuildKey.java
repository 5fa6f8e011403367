package io.slipway.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.artifact.Attestation;
import io.slipway.artifact.Envelope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The sample's build server: attests what it built. Its private key is kept nowhere. */
final class BuildKey {

    static final String ID = "shop-build";
    /** Who answers for the build server; has no account. */
    static final String OWNER = "build" + ShopSource.DOMAIN;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KeyPair pair;

    BuildKey() throws GeneralSecurityException {
        pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    void writePublicKey(Path file) throws IOException {
        var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(pair.getPublic().getEncoded());
        Files.writeString(file, "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
    }

    /** Writes both attestations of an artifact beside it. */
    void attest(Path artifact, String digest, String commit, String testResult)
            throws IOException, GeneralSecurityException {
        write(
                Attestation.Kind.PROVENANCE,
                artifact,
                digest,
                Map.of(
                        "buildDefinition",
                        Map.of(
                                "buildType", "https://slipway.io/sample/build/v1",
                                "externalParameters", Map.of("source", "shop"),
                                "resolvedDependencies",
                                        List.of(Map.of("uri", "git+file:shop", "digest", Map.of("gitCommit", commit)))),
                        "runDetails",
                        Map.of(
                                "builder", Map.of("id", "https://slipway.io/sample"),
                                "metadata", Map.of("finishedOn", Instant.now().toString()))));
        write(
                Attestation.Kind.TESTS,
                artifact,
                digest,
                Map.of(
                        "result",
                        testResult,
                        "configuration",
                        List.of(Map.of("name", "source", "digest", Map.of("gitCommit", commit)))));
    }

    private void write(Attestation.Kind kind, Path artifact, String digest, Map<String, ?> predicate)
            throws IOException, GeneralSecurityException {
        var statement = Map.of(
                "_type",
                "https://in-toto.io/Statement/v1",
                "subject",
                List.of(Map.of("name", String.valueOf(artifact.getFileName()), "digest", Map.of("sha256", digest))),
                "predicateType",
                kind.predicateType(),
                "predicate",
                predicate);
        Files.write(
                kind.beside(artifact), JSON.writeValueAsBytes(Envelope.sign(bytes(statement), ID, pair.getPrivate())));
    }

    private static byte[] bytes(Object statement) throws JsonProcessingException {
        return JSON.writeValueAsBytes(statement);
    }
}
