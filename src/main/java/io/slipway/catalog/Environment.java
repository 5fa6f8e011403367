package io.slipway.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where a service runs.
 *
 * @param variables the file with the service's environment variables there, {@code NAME=value} a line; its values never
 *     leave the target
 * @param settlingTime how long started instances get before they are looked at
 * @param verification what real traffic must look like
 * @param target what instances run on
 * @param traffic what hands requests to instances
 */
public record Environment(
        @JsonProperty(required = true) Path variables,
        @JsonProperty(required = true) Duration settlingTime,
        @JsonProperty(required = true) Verification verification,
        @JsonProperty(required = true) Part target,
        @JsonProperty(required = true) Part traffic) {

    public Environment {
        variables = CatalogFile.resolve(variables);
        Check.positive("settlingTime", settlingTime);
    }
}
