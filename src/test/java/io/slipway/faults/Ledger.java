package io.slipway.faults;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the server has acknowledged: none of it may be lost, whatever is killed afterwards. */
final class Ledger {

    private final Set<String> completed = ConcurrentHashMap.newKeySet();
    private final Map<String, String> decided = new ConcurrentHashMap<>();

    /** A worker's completion of a task was answered with success. */
    void completed(String task) {
        completed.add(task);
    }

    /** A person's decision was answered with success. */
    void decided(String task, String what) {
        decided.put(task, what);
    }

    /** The tasks whose completion was acknowledged, which are not in the given ones. */
    Collection<String> completedBeside(Set<String> tasks) {
        return completed.stream().filter(task -> !tasks.contains(task)).toList();
    }

    /** The same for tasks of people. */
    Collection<String> decidedBeside(Set<String> tasks) {
        return decided.keySet().stream().filter(task -> !tasks.contains(task)).toList();
    }

    int completions() {
        return completed.size();
    }

    Map<String, String> decisions() {
        return Map.copyOf(decided);
    }
}
