package io.slipway.siege;

import java.net.http.HttpResponse;

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

    /**
     * What waits while it is tried.
     *
     * @param untested the key of a release to staging whose tests failed: it waits for <i>Resolve stop</i>
     * @param high the key of a release to production of class high: it waits for <i>Approve release</i>
     */
    record Waiting(String untested, String high) {}

    @Override
    public String toString() {
        return name;
    }
}
