package io.slipway.faults;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What happened, and what came of it. */
final class Tally {

    private final Map<Fault.Kind, Integer> faults = new EnumMap<>(Fault.Kind.class);
    private final Map<String, Integer> ends = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private int hit;
    private int overtaken;
    private int completions;
    private int decisions;
    private int stops;

    void happened(Fault.Kind kind) {
        faults.merge(kind, 1, Integer::sum);
    }

    /** Releases whose task a worker held when it was paused or killed. */
    void hit(int releases) {
        hit += releases;
    }

    /** Of those: how many another worker had taken over when the paused one woke up. */
    void overtaken(int releases) {
        overtaken += releases;
    }

    void ended(String how) {
        ends.merge(how, 1, Integer::sum);
    }

    void violated(List<String> what) {
        violations.addAll(what);
    }

    void acknowledged(Ledger ledger) {
        completions += ledger.completions();
        decisions += ledger.decisions().size();
        stops += (int) ledger.decisions().values().stream()
                .filter("Task_ResolveStop"::equals)
                .count();
    }

    int kills() {
        return faults.getOrDefault(Fault.Kind.SERVER_KILLED, 0) + faults.getOrDefault(Fault.Kind.CREW_KILLED, 0);
    }

    /** Runs of "paused beyond its lock, another takes over, the first wakes up": one for each release. */
    int overtaken() {
        return overtaken;
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    /** A row of the table in {@code docs/faults.md}. */
    String row(String name) {
        return "| %s | %d | %d | %d | %d (%d) | %s | %d | %d | %d | %d |"
                .formatted(
                        name,
                        faults.getOrDefault(Fault.Kind.SERVER_KILLED, 0),
                        faults.getOrDefault(Fault.Kind.CREW_KILLED, 0),
                        faults.getOrDefault(Fault.Kind.CREW_PAUSED, 0),
                        overtaken,
                        hit,
                        ends,
                        completions,
                        decisions,
                        stops,
                        violations.size());
    }

    static String head() {
        return "| | server killed | workers killed | worker paused | releases overtaken (hit) | releases, by end"
                + " | acknowledged completions | acknowledged decisions | of them after a stop | violations |\n"
                + "|---|---|---|---|---|---|---|---|---|---|";
    }
}
