package io.slipway.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/** A real key for tests, and what it signs. */
public final class Notary {

    private final SigningKey key;

    public Notary(Path folder) {
        key = SigningKey.in(folder.resolve("notary.pem"));
    }

    public ObjectNode sign(ObjectNode json) {
        return Signed.sign(json, key);
    }

    public String fingerprint() {
        return key.fingerprint();
    }
}
