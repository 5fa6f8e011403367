package io.slipway.siege;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * A way round a gate.
 *
 * @param name what a person would call it
 * @param attempt tries it, over HTTP
 * @param effect what shows that it worked
 */
record Way(String name, Attempt attempt, Effect effect) {

    /** Returns the first answer that is no success, or the last one. */
    interface Attempt {
        HttpResponse<String> on(Siege siege, Waiting waiting) throws Exception;
    }

    /** Something that is seen from outside if the way is open. */
    interface Effect {
        boolean seen(Siege siege, Waiting waiting) throws Exception;
    }

    /** What waits while it is tried; it is started when the way first needs it. */
    static final class Waiting {

        private final Siege siege;
        private @Nullable String untested;
        private @Nullable String high;

        Waiting(Siege siege) {
            this.siege = siege;
        }

        /** The key of a release to staging whose tests failed: it waits for <i>Resolve stop</i>. */
        String untested() throws IOException, InterruptedException {
            return untested = untested == null ? siege.untested() : untested;
        }

        /** The key of a release to production of class high: it waits for <i>Approve release</i>. */
        String high() throws IOException, InterruptedException {
            return high = high == null ? siege.high() : high;
        }
    }

    /** One of the two. */
    interface Which {
        String of(Waiting waiting) throws IOException, InterruptedException;
    }

    @Override
    public String toString() {
        return name;
    }
}
