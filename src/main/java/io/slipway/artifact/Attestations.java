package io.slipway.artifact;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.catalog.TrustedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Reads the attestations beside an artifact. Nothing in them counts before their signature does. */
public final class Attestations {

    private static final int LARGEST = 1024 * 1024;
    private static final String STATEMENT = "https://in-toto.io/Statement/v1";
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

    private Attestations() {}

    /**
     * What is attested of an artifact.
     *
     * @param artifact the artifact's file; its attestations lie beside it
     * @param digest SHA-256 of its bytes
     * @param trusted whose signatures count
     */
    public static Attestation read(Attestation.Kind kind, Path artifact, String digest, List<TrustedKey> trusted) {
        var file = kind.beside(artifact);
        try {
            if (!Files.isRegularFile(file)) {
                return new Attestation.Missing("there is no " + file.getFileName() + " beside the artifact");
            }
            if (Files.size(file) > LARGEST) {
                return new Attestation.Missing(
                        file.getFileName() + " is larger than " + LARGEST + " bytes, and was not read");
            }
            var envelope = JSON.readValue(Files.readAllBytes(file), Envelope.class);
            if (envelope == null) {
                return new Attestation.Missing(file.getFileName() + " cannot be read: it holds nothing but null");
            }
            var signers = signers(envelope, trusted);
            if (signers.isEmpty()) {
                return new Attestation.Contradicting(file.getFileName()
                        + " has no valid signature by a key that the catalog trusts ("
                        + trusted.stream().map(TrustedKey::id).toList() + ")");
            }
            return statement(kind, file, envelope, digest, signers);
        } catch (JacksonException e) {
            return new Attestation.Missing(file.getFileName() + " cannot be read: " + e.getOriginalMessage());
        } catch (IOException | GeneralSecurityException e) {
            return new Attestation.Missing(file.getFileName() + " cannot be checked: " + e.getMessage());
        }
    }

    private static Attestation statement(
            Attestation.Kind kind, Path file, Envelope envelope, String digest, List<TrustedKey> signers)
            throws IOException {
        if (!envelope.payloadType().equals(Envelope.IN_TOTO)) {
            return new Attestation.Contradicting(file.getFileName() + " holds a '" + envelope.payloadType() + "'");
        }
        var statement = JSON.readTree(envelope.payload());
        var type = statement.path("_type").asText();
        var predicateType = statement.path("predicateType").asText();
        if (!type.equals(STATEMENT) || !predicateType.equals(kind.predicateType())) {
            return new Attestation.Contradicting(file.getFileName() + " is a '" + type + "' of '" + predicateType
                    + "', not of " + kind.predicateType());
        }
        if (!isAbout(statement, digest)) {
            return new Attestation.Contradicting(file.getFileName()
                    + " is about another artifact: no subject has its SHA-256 (" + digest.substring(0, 12) + "…)");
        }
        return new Attestation.Verified(signers, kind, statement.path("predicate"));
    }

    private static boolean isAbout(JsonNode statement, String digest) {
        for (var subject : statement.path("subject")) {
            if (subject.path("digest").path("sha256").asText().equals(digest)) {
                return true;
            }
        }
        return false;
    }

    /** All of them: each is somebody who says that it is right. */
    private static List<TrustedKey> signers(Envelope envelope, List<TrustedKey> trusted)
            throws IOException, GeneralSecurityException {
        var signers = new ArrayList<TrustedKey>();
        for (var key : trusted) {
            for (var signed : envelope.signatures()) {
                if (signed.keyid().equals(key.id()) && isValid(envelope, signed, publicKey(key.file()))) {
                    signers.add(key);
                    break;
                }
            }
        }
        return signers;
    }

    private static boolean isValid(Envelope envelope, Envelope.Signed signed, PublicKey key) {
        try {
            return envelope.isSignedBy(key, signed);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    private static PublicKey publicKey(Path pem) throws IOException, GeneralSecurityException {
        var base64 = Files.readString(pem).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException e) {
            throw new IOException("the trusted key " + pem + " is no PEM file", e);
        }
    }
}
