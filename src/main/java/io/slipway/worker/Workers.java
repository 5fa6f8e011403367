package io.slipway.worker;

import io.slipway.contract.Topic;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The workers of this JVM: exactly one for each topic that is worked on here. */
record Workers(Map<Topic, Worker> byTopic) {

    /**
     * Picks the workers of the topics; no topics means all of them.
     *
     * @throws IllegalStateException if two workers claim a topic, or a topic has none
     */
    static Workers of(List<Worker> all, List<Topic> topics) {
        var byTopic = new EnumMap<Topic, Worker>(Topic.class);
        for (var worker : all) {
            var other = byTopic.put(worker.topic(), worker);
            if (other != null) {
                throw new IllegalStateException("Two workers do the topic '"
                        + worker.topic().id() + "': " + name(other) + " and " + name(worker) + "; remove one");
            }
        }
        Set<Topic> wanted = topics.isEmpty() ? EnumSet.allOf(Topic.class) : EnumSet.copyOf(topics);
        var missing = EnumSet.copyOf(wanted);
        missing.removeAll(byTopic.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalStateException("No worker does "
                    + missing.stream().map(Topic::id).collect(Collectors.joining(", "))
                    + ": a release would wait there for ever; list what is worked on here in slipway.worker.topics");
        }
        byTopic.keySet().retainAll(wanted);
        return new Workers(byTopic);
    }

    private static String name(Worker worker) {
        return worker.getClass().getName();
    }
}
