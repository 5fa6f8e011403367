package io.slipway.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where users reach a service.
 *
 * @param url {@code https://…}; plain http is for what only this machine reaches
 * @param trust certificates in PEM that its own has to come from; absent: those that the JVM trusts
 */
public record UserAddress(@JsonProperty(required = true) URI url, @Nullable Path trust) {

    public UserAddress {
        Check.that(
                url.getHost() != null && ("https".equals(url.getScheme()) || "http".equals(url.getScheme())),
                "address.url",
                "is an https address (or http, where only this machine reaches it), but is '" + url + "'");
        trust = trust == null ? null : CatalogFile.resolve(trust);
    }
}
