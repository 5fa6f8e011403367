package io.slipway.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.slipway.contract.Email;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A public key whose attestations count for a service.
 *
 * @param id the key's id, as in the signatures; one that names no key is tried against each
 * @param file the key: X.509 SubjectPublicKeyInfo in PEM, Ed25519 or EC P-256
 * @param owner the e-mail address of the person who can sign with it; absent: no person can, as with a build server's key
 */
public record TrustedKey(
        @JsonProperty(required = true) String id, @JsonProperty(required = true) Path file, @Nullable String owner) {

    public TrustedKey {
        Check.matches("trustedKeys.id", id, "\\S+");
        file = CatalogFile.resolve(file);
        if (owner != null) {
            var written = owner;
            owner = Email.of(written)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "'trustedKeys.owner' is an e-mail address, but is '" + written + "'"));
        }
    }
}
