package io.slipway.monitor;

import io.slipway.contract.Finding;
import io.slipway.contract.Instance;
import io.slipway.contract.Rule;
import io.slipway.target.LocalTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether what runs has logged nothing that is wrong since it was started (CHECK-6). What a log says is never quoted: there
 * may be anything in it. One that says nothing proves nothing, because a broken one looks the same.
 */
final class LogCheck {

    /** More than this is not read: a worker's time and memory have an end. */
    private static final int LONGEST = 32 * 1024 * 1024;

    private LogCheck() {}

    /** How much it has logged, and how much of that is wrong. */
    private record Lines(long all, long wrong) {

        @Override
        public String toString() {
            return all + " lines, " + wrong + " that say that something is wrong";
        }
    }

    /** @param instances those of the confirmed version that run */
    static Finding of(LocalTarget target, List<Instance> instances) {
        var facts = new TreeMap<String, String>();
        var wrong = new ArrayList<String>();
        var unknown = new ArrayList<String>();
        for (var instance : instances) {
            try {
                var lines = read(target, instance);
                facts.put(instance.name(), lines.toString());
                if (lines.all() == 0) {
                    unknown.add("instance " + instance.name() + " has logged nothing since it was started");
                } else if (lines.wrong() > 0) {
                    wrong.add("instance " + instance.name() + " has logged " + lines.wrong() + " lines with an error");
                }
            } catch (IOException e) {
                unknown.add("the log of instance " + instance.name() + " cannot be read: " + e.getMessage());
            }
        }
        if (instances.isEmpty()) {
            unknown.add("no instance runs whose log could be read");
        }
        return finding(wrong, unknown, facts);
    }

    private static Lines read(LocalTarget target, Instance instance) throws IOException {
        var said = new String(InstanceProcess.said(target, instance, LONGEST), StandardCharsets.UTF_8);
        return new Lines(
                said.lines().count(), said.lines().filter(LogEvent::isWrong).count());
    }

    private static Finding finding(List<String> wrong, List<String> unknown, Map<String, String> facts) {
        if (!wrong.isEmpty()) {
            return Finding.fail(
                    Rule.CHECK_6,
                    "Logs are not clean: " + String.join("; ", wrong)
                            + ". Somebody reads them, and attests what they mean",
                    facts);
        }
        if (!unknown.isEmpty()) {
            return Finding.unknown(
                    Rule.CHECK_6,
                    "It is not known whether logs are clean: " + String.join("; ", unknown)
                            + ". Somebody looks, and attests it",
                    facts);
        }
        return Finding.pass(
                Rule.CHECK_6, "No log says that something went wrong since its instance was started", facts);
    }
}
