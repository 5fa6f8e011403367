package io.slipway.artifact;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.List;

/**
 * A DSSE envelope, protocol v1 (https://github.com/secure-systems-lab/dsse): a payload, its type, and signatures over
 * both.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Envelope(
        @JsonProperty(required = true) String payloadType,
        @JsonProperty(required = true) byte[] payload,
        @JsonProperty(required = true) List<Signed> signatures) {

    /** What an in-toto statement travels as. */
    public static final String IN_TOTO = "application/vnd.in-toto+json";

    public Envelope {
        signatures = List.copyOf(signatures);
    }

    /** One signature, and the id of the key that made it; empty if it does not say so, as cosign's do not. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Signed(@JsonSetter(nulls = Nulls.AS_EMPTY) String keyid, @JsonProperty(required = true) byte[] sig) {

        /** Whether a key of this id may have made it. */
        boolean mayBeBy(String id) {
            return keyid.isEmpty() || keyid.equals(id);
        }
    }

    /** An envelope around the payload, signed by an Ed25519 key. */
    public static Envelope sign(byte[] payload, String keyId, PrivateKey key) throws GeneralSecurityException {
        var signature = Signature.getInstance("Ed25519");
        signature.initSign(key);
        signature.update(preAuthenticationEncoding(IN_TOTO, payload));
        return new Envelope(IN_TOTO, payload, List.of(new Signed(keyId, signature.sign())));
    }

    /** What its signatures are over: the payload and its type. */
    byte[] signedBytes() {
        return preAuthenticationEncoding(payloadType, payload);
    }

    /** {@code PAE(type, body) = "DSSEv1" SP LEN(type) SP type SP LEN(body) SP body}, lengths in bytes. */
    private static byte[] preAuthenticationEncoding(String type, byte[] body) {
        var typeBytes = type.getBytes(StandardCharsets.UTF_8);
        var head = "DSSEv1 " + typeBytes.length + " " + type + " " + body.length + " ";
        var encoded = new ByteArrayOutputStream();
        encoded.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        encoded.writeBytes(body);
        return encoded.toByteArray();
    }
}
