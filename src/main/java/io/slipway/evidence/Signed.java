package io.slipway.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * JSON objects that bear their own signature: {@code publicKey} (X.509, base64) and {@code signature}, Ed25519 over the
 * canonical JSON (RFC 8785) of all other fields and the key.
 */
public final class Signed {

    private static final String KEY = "publicKey";
    private static final String SIGNATURE = "signature";

    private Signed() {}

    static ObjectNode sign(ObjectNode json, SigningKey key) {
        var signed = json.deepCopy();
        signed.remove(SIGNATURE);
        signed.put(KEY, Base64.getEncoder().encodeToString(key.open().getEncoded()));
        return signed.put(SIGNATURE, Base64.getEncoder().encodeToString(key.sign(bytes(signed))));
    }

    /**
     * Reads what bears a good signature of the key that it names.
     *
     * @throws IllegalArgumentException if it is no JSON object, has no signature, or one that is not of its key
     */
    public static ObjectNode read(String text) {
        var json = Canonical.lenient(text);
        if (!isSigned(json)) {
            throw new IllegalArgumentException("has a signature that is not of its key");
        }
        return json;
    }

    /** Whether it bears a good signature of the key that it names. */
    static boolean isSigned(ObjectNode json) {
        var unsigned = json.deepCopy();
        unsigned.remove(SIGNATURE);
        try {
            var spelled = json.path(SIGNATURE).asText();
            var signature = Base64.getDecoder().decode(spelled);
            // its last character has bits that no byte needs: 'w' and '1' there mean the same, and one of them was
            // altered
            return Base64.getEncoder().encodeToString(signature).equals(spelled)
                    && Ed25519.isSigned(
                            bytes(unsigned),
                            signature,
                            Ed25519.key(json.path(KEY).asText()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The fingerprint of the key that it names: {@code sha256:} and the SHA-256 of the key's X.509 encoding. */
    public static String signer(ObjectNode json) {
        return Ed25519.fingerprint(Ed25519.key(json.path(KEY).asText()));
    }

    /** SHA-256 of an object's canonical JSON. */
    public static String hash(ObjectNode json) {
        return Sha256.of(Canonical.write(json));
    }

    private static byte[] bytes(ObjectNode json) {
        return Canonical.write(json).getBytes(StandardCharsets.UTF_8);
    }
}
