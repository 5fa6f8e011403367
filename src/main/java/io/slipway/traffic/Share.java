package io.slipway.traffic;

import io.slipway.contract.Instance;
import java.time.Instant;

/**
 * An instance's share of the requests.
 *
 * @param id tells counts apart: {@link Instance#id()}, {@code #}, and when it got the share
 * @param address {@code host:port}
 * @param weight in proportion to the others; 0: no new request
 */
record Share(String id, String address, int weight) {

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

    Share without() {
        return new Share(id, address, 0);
    }
}
