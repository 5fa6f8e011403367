package io.slipway.traffic;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A share, and what was counted since it was given.
 *
 * @param inFlight requests that are not answered yet
 * @param requests that were handed to it
 * @param serverErrors those it answered with a 5xx
 * @param failed those it did not answer
 * @param since when counting began
 * @param latency how long answers took, in buckets
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Upstream(
        String id,
        String address,
        int weight,
        int inFlight,
        long requests,
        long serverErrors,
        long failed,
        Instant since,
        List<Bucket> latency) {

    /** @param upToMillis the bucket's upper bound, null for the last one, which has none */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Bucket(@Nullable Long upToMillis, long count) {}

    Share share() {
        return new Share(id, address, weight);
    }
}
