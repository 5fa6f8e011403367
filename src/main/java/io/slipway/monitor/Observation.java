package io.slipway.monitor;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came back when monitoring was asked about instances.
 *
 * @param readings fresh values; what is not fresh is not here
 * @param problems why it cannot be relied on, for people
 * @param doubts why it is not known whether it can; neither of both: it can
 * @param alerts what fires now, for the service or for what it depends on
 * @param facts what else was measured
 */
record Observation(
        List<Reading> readings,
        List<String> problems,
        List<String> doubts,
        List<Alert> alerts,
        Map<String, String> facts) {

    Observation {
        readings = List.copyOf(readings);
        problems = List.copyOf(problems);
        doubts = List.copyOf(doubts);
        alerts = List.copyOf(alerts);
        facts = Map.copyOf(new TreeMap<>(facts));
    }
}
