package io.slipway.monitor;

import io.slipway.contract.Finding;
import io.slipway.contract.Instance;
import io.slipway.contract.Rule;
import io.slipway.contract.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether what runs is watched: monitoring can be relied on (GATE-2), and each category has a fresh signal for every instance
 * (MON-5); both together are the checklist's item (CHECK-4). Pure.
 */
final class SignalCheck {

    private SignalCheck() {}

    static List<Finding> of(Watched watched, Observation seen) {
        var available = available(seen);
        var alive = alive(watched, seen);
        var worse = available.verdict() == Verdict.PASS ? alive : available;
        return List.of(available, alive, new Finding(Rule.CHECK_4, worse.verdict(), worse.why(), Map.of()));
    }

    /**
     * Whether a new version is watched while it has users (DEPL-2). What is not seen is not known: monitoring takes a moment to
     * find new instances, so it is no failure until the watch ends.
     *
     * @param alerts what was found of those that fire
     */
    static Finding during(List<Instance> instances, Observation seen, Finding alerts) {
        var available = available(seen);
        var alive = alive(new Watched(instances, List.of()), seen);
        var facts = new TreeMap<>(alive.facts());
        facts.putAll(available.facts());
        var open = Stream.of(available, alive, alerts)
                .filter(finding -> finding.verdict() != Verdict.PASS)
                .map(Finding::why)
                .toList();
        if (alerts.verdict() == Verdict.FAIL) {
            return Finding.fail(Rule.DEPL_2, String.join(". ", open), facts);
        }
        if (instances.isEmpty()) {
            return Finding.unknown(Rule.DEPL_2, "There is no instance that could be watched", facts);
        }
        return open.isEmpty()
                ? Finding.pass(Rule.DEPL_2, "Every instance is watched, in each category, and no alert fires", facts)
                : Finding.unknown(Rule.DEPL_2, "Not all of it is watched: " + String.join(". ", open), facts);
    }

    private static Finding available(Observation seen) {
        var why = Stream.concat(seen.problems().stream(), seen.doubts().stream())
                .collect(Collectors.joining("; ", ": ", ". Get it going, and check again"));
        if (!seen.problems().isEmpty()) {
            return Finding.fail(Rule.GATE_2, "Monitoring cannot be relied on" + why, seen.facts());
        }
        return seen.doubts().isEmpty()
                ? Finding.pass(Rule.GATE_2, "Monitoring answers and can be relied on", seen.facts())
                : Finding.unknown(
                        Rule.GATE_2, "It is not known whether monitoring can be relied on" + why, seen.facts());
    }

    private static Finding alive(Watched watched, Observation seen) {
        var facts = new TreeMap<String, String>();
        seen.readings()
                .forEach(reading -> facts.put(
                        reading.category().id() + ": " + reading.signal() + " at " + reading.address(),
                        String.valueOf(reading.value())));
        var missing = new ArrayList<String>();
        watched.absent().forEach(name -> missing.add("instance '" + name + "' of the confirmed version does not run"));
        for (var instance : watched.instances()) {
            missing(instance, seen.readings(), missing);
        }
        if (!missing.isEmpty()) {
            return Finding.fail(
                    Rule.MON_5,
                    "Not everything that runs is watched: " + String.join("; ", missing)
                            + ". No monitoring, no deployment",
                    facts);
        }
        return Finding.pass(
                Rule.MON_5,
                watched.instances().isEmpty()
                        ? "Nothing is confirmed here yet, so there is nothing to watch yet"
                        : "Availability, errors, performance and resources of every instance are watched",
                facts);
    }

    private static void missing(Instance instance, List<Reading> readings, List<String> missing) {
        for (var category : Category.values()) {
            var watched = readings.stream()
                    .anyMatch(reading -> reading.category() == category
                            && reading.address().equals(instance.address())
                            && Double.isFinite(reading.value()));
            if (!watched) {
                missing.add("no fresh signal of " + category.id() + " for instance '" + instance.name() + "' at "
                        + instance.address());
            }
        }
    }
}
