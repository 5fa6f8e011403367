package io.slipway.traffic;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.contract.Instance;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An instance's share of the requests.
 *
 * @param id tells counts apart: {@link Instance#id()}, {@code #}, and when it got the share
 * @param address {@code host:port}
 * @param weight in proportion to the others; 0: no new request
 * @param group what users keep to; null: nothing
 */
record Share(String id, String address, int weight, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String group) {

    Share(String id, String address, int weight) {
        this(id, address, weight, null);
    }

    private static final int FULL = 100;

    /**
     * A share for an instance that gets traffic now. Its id is new each time, so that what was counted before does not
     * count.
     */
    static Share full(Instance instance, Instant now) {
        return new Share(instance.id() + "#" + now.toEpochMilli(), instance.address(), FULL);
    }

    /** Whether it is that instance's, whenever it was given. */
    boolean isOf(Instance instance) {
        return address.equals(instance.address()) && id.startsWith(instance.id() + "#");
    }

    /** The same with another weight, for users who keep to its version. */
    Share of(int other) {
        return new Share(id, address, other, version());
    }

    /** Whether it is an instance's of the version with this digest. */
    boolean isOfVersion(String digest) {
        return id.contains("@" + digest.substring(0, 12) + "#");
    }

    private String version() {
        return id.substring(id.indexOf('@') + 1, id.lastIndexOf('#'));
    }

    Share without() {
        return new Share(id, address, 0);
    }
}
