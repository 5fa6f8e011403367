package io.slipway.catalog;

import java.time.Duration;

/**
 * How well the host has to be patched that instances run on.
 *
 * @param securityUpdates how long they may wait to be installed; absent: 14 days
 * @param lastPatched how long ago everything may have been installed last; absent: 90 days
 * @param lists how old may be what the host knows of updates; absent: seven days
 */
public record Patching(Duration securityUpdates, Duration lastPatched, Duration lists) {

    static final Patching USUAL = new Patching(Duration.ofDays(14), Duration.ofDays(90), Duration.ofDays(7));

    public Patching {
        // absent in the file
        securityUpdates = securityUpdates == null ? USUAL.securityUpdates() : securityUpdates;
        lastPatched = lastPatched == null ? USUAL.lastPatched() : lastPatched;
        lists = lists == null ? USUAL.lists() : lists;
        Check.positive("patching.securityUpdates", securityUpdates);
        Check.positive("patching.lastPatched", lastPatched);
        Check.positive("patching.lists", lists);
    }
}
