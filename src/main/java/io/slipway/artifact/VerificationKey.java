package io.slipway.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;

/**
 * A public key that signatures are checked by. The key says what it is for, a signature does not: Ed25519, or EC P-256
 * for ECDSA with SHA-256, which is what {@code cosign generate-key-pair} makes.
 *
 * @param key the key
 * @param signature the JDK's name of its signatures
 */
record VerificationKey(PublicKey key, String signature) {

    private static final Map<String, String> SIGNATURES = Map.of("Ed25519", "Ed25519", "EC", "SHA256withECDSA");

    /** Reads X.509 SubjectPublicKeyInfo in PEM. */
    static VerificationKey read(Path pem) throws IOException, GeneralSecurityException {
        var spec = new X509EncodedKeySpec(bytes(pem));
        for (var algorithm : SIGNATURES.entrySet()) {
            try {
                var key = KeyFactory.getInstance(algorithm.getKey()).generatePublic(spec);
                if (!(key instanceof ECPublicKey ec) || isP256(ec)) {
                    return new VerificationKey(key, algorithm.getValue());
                }
            } catch (InvalidKeySpecException ofAnotherAlgorithm) {
                // the next one may know it
            }
        }
        throw new IOException("the trusted key " + pem + " is no public key of Ed25519 or EC P-256");
    }

    private static byte[] bytes(Path pem) throws IOException {
        var base64 = Files.readString(pem).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IOException("the trusted key " + pem + " is no PEM file", e);
        }
    }

    private static boolean isP256(ECPublicKey key) throws GeneralSecurityException {
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        var p256 = parameters.getParameterSpec(ECParameterSpec.class);
        return key.getParams().getCurve().equals(p256.getCurve());
    }

    /** Whether its owner signed these bytes. */
    boolean verifies(byte[] signed, byte[] sig) throws GeneralSecurityException {
        var check = Signature.getInstance(signature);
        check.initVerify(key);
        check.update(signed);
        try {
            return check.verify(sig);
        } catch (SignatureException malformed) {
            return false;
        }
    }
}
