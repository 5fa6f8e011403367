package io.slipway.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/**
 * What real traffic must look like before a version counts as stable.
 *
 * @param observationTime how long a version is watched after it got the traffic
 * @param lookInterval the pause between two looks
 * @param leastRequests fewer requests than this are no evidence: unknown
 * @param mostErrors the largest share of requests that may be answered with a 5xx or not at all (0 to 1)
 * @param slowerThan a request that takes longer is slow
 * @param mostSlow the largest share of requests that may be slow (0 to 1)
 */
public record Verification(
        @JsonProperty(required = true) Duration observationTime,
        @JsonProperty(required = true) Duration lookInterval,
        @JsonProperty(required = true) int leastRequests,
        @JsonProperty(required = true) double mostErrors,
        @JsonProperty(required = true) Duration slowerThan,
        @JsonProperty(required = true) double mostSlow) {

    public Verification {
        Check.positive("verification.observationTime", observationTime);
        Check.positive("verification.lookInterval", lookInterval);
        Check.positive("verification.slowerThan", slowerThan);
        Check.that(leastRequests > 0, "verification.leastRequests", "is at least 1: no request is no evidence");
        Check.that(mostErrors >= 0 && mostErrors < 1, "verification.mostErrors", "is a share from 0 to below 1");
        Check.that(mostSlow >= 0 && mostSlow < 1, "verification.mostSlow", "is a share from 0 to below 1");
    }
}
