package io.slipway.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A signed statement: at this time the chain ended with this entry.
 *
 * @param signature Ed25519 over the canonical JSON of {@code at}, {@code hash}, {@code publicKey} and {@code sequence}
 */
record Head(long sequence, String hash, String at, String publicKey, String signature) {

    static Head sign(HashChain chain, Instant at, SigningKey key) {
        var json = Canonical.JSON.createObjectNode();
        json.put("at", at.toString()).put("hash", chain.hash()).put("sequence", chain.sequence());
        return read(Signed.sign(json, key));
    }

    static Head read(ObjectNode body) {
        return new Head(
                body.path("sequence").asLong(),
                body.path("hash").asText(),
                body.path("at").asText(),
                body.path("publicKey").asText(),
                body.path("signature").asText());
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
        return new Fact(null, EntryKind.HEAD, List.of(), Fact.SLIPWAY, json());
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
        return Signed.isSigned(json());
    }
}
