package io.slipway.prepare;

import io.slipway.catalog.CatalogException;
import io.slipway.catalog.Service;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.shell.LivingProcess;
import io.slipway.shell.Sudo;
import io.slipway.target.LocalTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whether instances run as a user who may do little (SEC-3): not as root, and with nothing of sudo but what the catalog lists.
 * Instances run as who starts them, so what counts before the first one is whose process this is.
 */
final class UserCheck {

    private static final long ROOT = 0;

    private UserCheck() {}

    static Finding look(Service service, String environment) throws InterruptedException {
        var facts = new TreeMap<String, String>();
        try {
            var problems = new ArrayList<String>();
            var own = new LivingProcess(ProcessHandle.current().pid()).users();
            facts.put("workers", own.toString());
            if (own.contains(ROOT)) {
                problems.add("workers, which start instances, run as root");
            }
            problems.addAll(running(new LocalTarget(service, environment), facts));
            problems.addAll(
                    more(Sudo.allowed(), service.environment(environment).sudo(), facts));
            return problems.isEmpty()
                    ? Finding.pass(
                            Rule.SEC_3, "Instances run as a user who is not root and may do what is listed", facts)
                    : Finding.fail(
                            Rule.SEC_3,
                            "Instances may do more than they should: " + String.join("; ", problems)
                                    + ". Run workers as a user of their own, who may do what 'sudo' of the environment"
                                    + " lists and nothing else",
                            facts);
        } catch (IOException | CatalogException e) {
            return Finding.unknown(
                    Rule.SEC_3, "What instances may do on their host is not known: " + e.getMessage(), facts);
        }
    }

    private static List<String> running(LocalTarget target, Map<String, String> facts)
            throws IOException, InterruptedException {
        var problems = new ArrayList<String>();
        for (var slot : target.everySlot()) {
            for (var pid : slot.daemon().pids()) {
                var users = new LivingProcess(pid).users();
                facts.put("process " + pid + " of " + slot.name() + " at " + slot.address(), users.toString());
                if (users.contains(ROOT)) {
                    problems.add("process " + pid + " of instance '" + slot.name() + "' runs as root");
                }
            }
        }
        return problems;
    }

    /** What may be done and is not listed; and what is listed and may not be done, because then the list is about something else. */
    static List<String> more(List<String> allowed, List<String> listed, Map<String, String> facts) {
        facts.put("sudo", allowed.toString());
        var problems = new ArrayList<String>();
        without(allowed, listed).forEach(line -> problems.add("sudo allows '" + line + "', which is not listed"));
        without(listed, allowed).forEach(line -> problems.add("'sudo' lists '" + line + "', which is not allowed"));
        return problems;
    }

    private static Set<String> without(List<String> lines, List<String> others) {
        var left = new HashSet<>(lines);
        others.forEach(left::remove);
        return left;
    }
}
