package io.slipway.siege;

import java.net.http.HttpResponse;

/**
 * A way round a gate.
 *
 * @param name what a person would call it
 * @param attempt tries it, and returns what came back; a try by SQL has nothing to return and answers {@code null}
 */
record Way(String name, Attempt attempt) {

    /** Over HTTP. */
    interface Attempt {
        HttpResponse<String> on(Siege siege, Waiting waiting) throws Exception;
    }

    /**
     * What waits for people while it is tried.
     *
     * @param untested the key of a release whose tests failed: it waits for <i>Resolve stop</i>
     * @param high the key of a release of class high: it waits for <i>Approve release</i>
     */
    record Waiting(String untested, String high) {}

    @Override
    public String toString() {
        return name;
    }
}
