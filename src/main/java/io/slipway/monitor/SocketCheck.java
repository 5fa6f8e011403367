package io.slipway.monitor;

import io.slipway.contract.Finding;
import io.slipway.contract.Instance;
import io.slipway.contract.Rule;
import io.slipway.shell.Listening;
import io.slipway.target.LocalTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether instances listen where the catalog says, and nowhere else (SEC-4); asked of the host. */
final class SocketCheck {

    private SocketCheck() {}

    static Finding of(LocalTarget target, List<Instance> instances) throws InterruptedException {
        var facts = new TreeMap<String, String>();
        try {
            var problems = new ArrayList<String>();
            for (var instance : instances) {
                var listens = listening(target, instance);
                facts.put(instance.name() + " at " + instance.address(), listens.toString());
                if (!listens.equals(Set.of(instance.address()))) {
                    problems.add("instance '" + instance.name() + "' listens at " + listens + ", and allowed is "
                            + instance.address());
                }
            }
            return problems.isEmpty() && !instances.isEmpty()
                    ? Finding.pass(Rule.SEC_4, "Every instance listens at its own address, and nowhere else", facts)
                    : Finding.fail(
                            Rule.SEC_4,
                            "What listens is not what is allowed to: " + String.join("; ", problems)
                                    + ". Close it in the program, and build another version",
                            facts);
        } catch (IOException e) {
            return Finding.unknown(Rule.SEC_4, "What listens is not known: " + e.getMessage(), facts);
        }
    }

    private static Set<String> listening(LocalTarget target, Instance instance)
            throws IOException, InterruptedException {
        var family = InstanceProcess.all(target, instance);
        if (family.isEmpty()) {
            throw new IOException("instance '" + instance.name() + "' does not run on this host");
        }
        return Listening.all().stream()
                .filter(socket -> family.contains(socket.pid()))
                .map(Listening::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
