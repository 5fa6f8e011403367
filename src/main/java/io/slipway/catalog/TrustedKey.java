package io.slipway.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;

/**
 * A public key whose attestations count for a service.
 *
 * @param id the key's id, as in the signatures
 * @param file the key: X.509 SubjectPublicKeyInfo in PEM, Ed25519
 */
public record TrustedKey(@JsonProperty(required = true) String id, @JsonProperty(required = true) Path file) {

    public TrustedKey {
        Check.matches("trustedKeys.id", id, "\\S+");
        file = CatalogFile.resolve(file);
    }
}
