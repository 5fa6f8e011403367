package io.slipway.faults;

import io.slipway.Wire;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Strikes once: right before or right after the n-th such call, in the middle of it for everybody else. */
final class Trigger {

    /** What is done. */
    interface Blow {
        void strike() throws InterruptedException;
    }

    private final Wire.Call call;
    private final boolean after;
    private final AtomicInteger left;
    private final Blow blow;
    private final CountDownLatch struck = new CountDownLatch(1);

    Trigger(Wire.Call call, boolean after, int countdown, Blow blow) {
        this.call = call;
        this.after = after;
        this.left = new AtomicInteger(countdown);
        this.blow = blow;
    }

    void seen(Wire.Call seen, boolean isAfter) throws InterruptedException {
        if (seen == call && isAfter == after && left.decrementAndGet() == 0) {
            blow.strike();
            struck.countDown();
        }
    }

    /** Takes it back if it has not gone off; false: it has, or does at this moment. */
    boolean takeBack() {
        return left.getAndSet(0) > 0;
    }

    boolean awaitStrike(Duration patience) throws InterruptedException {
        return struck.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
