package io.slipway.evidence;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Checks signatures; keys are known by the SHA-256 of their X.509 encoding. */
final class Ed25519 {

    private static final String NAME = "Ed25519";

    private Ed25519() {}

    static String fingerprint(PublicKey key) {
        return "sha256:" + Sha256.of(key.getEncoded());
    }

    /** @throws IllegalArgumentException if it is no Ed25519 key */
    static PublicKey key(String base64) {
        try {
            var encoded = Base64.getDecoder().decode(base64);
            return KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("is no Ed25519 key", e);
        }
    }

    /** The key in a PEM file; the same as {@link #key} otherwise. */
    static PublicKey keyOfPem(String pem) {
        return key(pem.replaceAll("-----[A-Z ]+-----|\\s", ""));
    }

    static String pem(PublicKey key) {
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    static boolean isSigned(byte[] bytes, byte[] signature, PublicKey key) {
        try {
            var check = Signature.getInstance(NAME);
            check.initVerify(key);
            check.update(bytes);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
