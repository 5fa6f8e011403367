package io.slipway.permit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;

/**
 * How a new version gets the traffic step by step: what people agree to.
 *
 * @param shares in percent, before it gets all
 * @param shareTime the least that it has each
 * @param leastTime the least that both versions are compared
 * @param longest when a person is asked
 * @param negligible the share of bad requests that nobody minds
 */
public record Widening(
        List<Integer> shares, Duration shareTime, Duration leastTime, Duration longest, double negligible) {

    static final String SHARES = "shares";

    void write(ObjectNode json) {
        var steps = json.putArray(SHARES);
        shares.forEach(steps::add);
        json.put("shareTime", shareTime.toString()).put("leastTime", leastTime.toString());
        json.put("longest", longest.toString()).put("negligible", Double.toString(negligible));
    }
}
