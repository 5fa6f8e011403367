package io.slipway.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A signed statement: at this time the chain ended with this entry.
 *
 * @param signature Ed25519 over the canonical JSON of {@code at}, {@code hash}, {@code publicKey} and {@code sequence}
 */
record Head(long sequence, String hash, String at, String publicKey, String signature) {

    static Head sign(HashChain chain, Instant at, SigningKey key) {
        var open = Base64.getEncoder().encodeToString(key.open().getEncoded());
        var unsigned = new Head(chain.sequence(), chain.hash(), at.toString(), open, "");
        var signature = key.sign(unsigned.signed());
        return new Head(
                unsigned.sequence(),
                unsigned.hash(),
                unsigned.at(),
                open,
                Base64.getEncoder().encodeToString(signature));
    }

    static Head read(ObjectNode body) {
        return new Head(
                body.path("sequence").asLong(),
                body.path("hash").asText(),
                body.path("at").asText(),
                body.path("publicKey").asText(),
                body.path("signature").asText());
    }

    private byte[] signed() {
        var json = Canonical.JSON.createObjectNode();
        json.put("at", at).put("hash", hash).put("publicKey", publicKey).put("sequence", sequence);
        return Canonical.write(json).getBytes(StandardCharsets.UTF_8);
    }

    ObjectNode json() {
        var json = Canonical.JSON.createObjectNode();
        return json.put("at", at)
                .put("hash", hash)
                .put("publicKey", publicKey)
                .put("sequence", sequence)
                .put("signature", signature);
    }

    Fact fact() {
        return Fact.of(
                null,
                EntryKind.HEAD,
                List.of(),
                Fact.SLIPWAY,
                Map.of(
                        "at", at,
                        "hash", hash,
                        "publicKey", publicKey,
                        "sequence", sequence,
                        "signature", signature));
    }

    String fingerprint() {
        return Ed25519.fingerprint(Ed25519.key(publicKey));
    }

    boolean isAbout(HashChain chain) {
        return sequence == chain.sequence() && hash.equals(chain.hash());
    }

    /** Why this is no statement about that chain; empty: it is one, and truly signed by the key that it names. */
    Optional<String> wrongAbout(HashChain chain) {
        if (!isAbout(chain)) {
            return Optional.of("signs another chain than the one before it");
        }
        return isSigned() ? Optional.empty() : Optional.of("has a signature that is not of its key");
    }

    boolean isSigned() {
        try {
            return Ed25519.isSigned(signed(), Base64.getDecoder().decode(signature), Ed25519.key(publicKey));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
