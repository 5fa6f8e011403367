package io.slipway.traffic;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.slipway.contract.Instance;
import java.time.Duration;
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

    /** How many of its requests were answered with a 5xx or not at all. */
    long bad() {
        return serverErrors + failed;
    }

    /** How many took longer; a bucket that lies across the limit counts as slower. */
    long slowerThan(Duration limit) {
        return latency.stream()
                .filter(bucket -> bucket.upToMillis() == null || bucket.upToMillis() > limit.toMillis())
                .mapToLong(Bucket::count)
                .sum();
    }

    /** Whether it is an instance of one of these, whenever it was given its share. */
    boolean isOneOf(List<Instance> instances) {
        return instances.stream().anyMatch(share()::isOf);
    }

    Share share() {
        return new Share(id, address, weight);
    }
}
