package io.slipway.permit;

import io.slipway.contract.Rule;
import java.util.List;
import java.util.Map;

/**
 * Whether a step is permitted.
 *
 * @param way {@link #FORWARD} or {@link #BACK}
 * @param missing everything that is missing, as sentences; empty: it is permitted
 * @param proven the entries that prove each rule
 * @param approvals the entries of the approvals that it takes; empty: it takes none
 */
record Judgement(String way, List<String> missing, Map<Rule, List<Long>> proven, List<Long> approvals) {

    static final String FORWARD = "forward";
    static final String BACK = "back";

    /** No step, whatever else is proven. */
    static Judgement refused(String way, String why) {
        return new Judgement(way, List.of(why), Map.of(), List.of());
    }

    boolean permits() {
        return missing.isEmpty();
    }
}
