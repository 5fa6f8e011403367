package io.slipway.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/**
 * Signs as {@code cosign attest-blob} does: ECDSA with SHA-256 over the payload and its type, in an envelope that names no
 * key. Made after the specifications of DSSE and of the Sigstore bundle, and not with what reads them.
 */
public final class Cosign {

    private static final String TYPE = "application/vnd.in-toto+json";
    private static final String BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";

    private final KeyPair pair;
    private final String algorithm;

    private Cosign(KeyPair pair, String algorithm) {
        this.pair = pair;
        this.algorithm = algorithm;
    }

    /** A new key, as {@code cosign generate-key-pair} makes one. */
    public static Cosign key() throws Exception {
        return onCurve("secp256r1");
    }

    public static Cosign onCurve(String curve) throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return new Cosign(generator.generateKeyPair(), "SHA256withECDSA");
    }

    public static Cosign ed25519() throws Exception {
        return new Cosign(KeyPairGenerator.getInstance("Ed25519").generateKeyPair(), "Ed25519");
    }

    public static Cosign rsa() throws Exception {
        return new Cosign(KeyPairGenerator.getInstance("RSA").generateKeyPair(), "SHA256withRSA");
    }

    void writePublicKey(Path file) throws Exception {
        var base64 = Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded());
        Files.writeString(file, "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
    }

    /** The signature of a payload and its type, in base 64. */
    public String sig(String type, String payload) throws Exception {
        var bytes = payload.getBytes(UTF_8);
        var signed = new ByteArrayOutputStream();
        signed.writeBytes(("DSSEv1 " + type.length() + " " + type + " " + bytes.length + " ").getBytes(UTF_8));
        signed.writeBytes(bytes);
        var signature = Signature.getInstance(algorithm);
        signature.initSign(pair.getPrivate());
        signature.update(signed.toByteArray());
        return Base64.getEncoder().encodeToString(signature.sign());
    }

    /** An envelope around the payload; its one signature is given as JSON. */
    public static String envelope(String payload, String signature) {
        return envelope(TYPE, payload, signature);
    }

    private static String envelope(String type, String payload, String signature) {
        return "{\"payload\":\"%s\",\"payloadType\":\"%s\",\"signatures\":[%s]}"
                .formatted(Base64.getEncoder().encodeToString(payload.getBytes(UTF_8)), type, signature);
    }

    /** The envelope of a payload of another type, truly signed. */
    public String envelopeOf(String type, String payload) throws Exception {
        return envelope(type, payload, "{\"sig\":\"" + sig(type, payload) + "\"}");
    }

    /** The envelope that it writes without a bundle. */
    public String envelope(String payload) throws Exception {
        return envelope(payload, "{\"keyid\":\"\",\"sig\":\"" + sig(TYPE, payload) + "\"}");
    }

    /** The bundle that it writes if it has a key. */
    public String bundle(String payload) throws Exception {
        return bundle("{\"publicKey\":{\"hint\":\"2RzMQ==\"},\"tlogEntries\":[]}", unnamed(payload));
    }

    /** The bundle of what was signed without a key of one's own: the key is a new one, and a certificate is its proof. */
    public static String keyless(String payload) throws Exception {
        return bundle("{\"certificate\":{\"rawBytes\":\"MIIC\"},\"tlogEntries\":[]}", key().unnamed(payload));
    }

    /** A bundle of any material and any envelope. */
    public static String bundle(String material, String envelope) {
        return "{\"mediaType\":\"%s\",\"verificationMaterial\":%s,\"dsseEnvelope\":%s}"
                .formatted(BUNDLE, material, envelope);
    }

    /** In a bundle an empty keyid is left out, as the JSON of protobuf does. */
    public String unnamed(String payload) throws Exception {
        return envelope(payload, "{\"sig\":\"" + sig(TYPE, payload) + "\"}");
    }
}
