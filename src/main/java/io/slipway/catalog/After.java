package io.slipway.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/**
 * The environment that comes before another one.
 *
 * @param environment its name
 * @param soak how long a version has to have been confirmed there
 */
public record After(@JsonProperty(required = true) String environment, @JsonProperty(required = true) Duration soak) {

    public After {
        Check.that(!soak.isNegative(), "soak", "must not be negative, but is " + soak);
    }
}
