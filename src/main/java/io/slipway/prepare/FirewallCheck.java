package io.slipway.prepare;

import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.shell.Firewall;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether the host that instances run on refuses whatever no rule of its firewall lets in (SEC-4). */
final class FirewallCheck {

    private FirewallCheck() {}

    /** That of this host. */
    static Finding look() throws InterruptedException {
        try {
            return look(Firewall.read(), Firewall.reachable());
        } catch (IOException e) {
            return Finding.unknown(
                    Rule.SEC_4, "What the host's firewall lets in is not known: " + e.getMessage(), Map.of());
        }
    }

    /** @param reachable the families in which others reach the host */
    static Finding look(Firewall firewall, Set<Firewall.Family> reachable) {
        var facts = new TreeMap<String, String>();
        facts.put("input", firewall.inputs().toString());
        reachable.forEach(
                family -> facts.put(family.name(), firewall.closedBy(family).orElse("open")));
        var open = reachable.stream()
                .filter(family -> firewall.closedBy(family).isEmpty())
                .map(Firewall.Family::name)
                .sorted()
                .collect(Collectors.joining(" and "));
        return open.isEmpty()
                ? Finding.pass(Rule.SEC_4, "The host's firewall refuses what no rule of it lets in", facts)
                : Finding.fail(
                        Rule.SEC_4,
                        "The host's firewall lets in by " + open + " whatever it has no rule for: no chain of the hook"
                                + " 'input' drops or rejects what is left. Have it let in what is needed and drop the"
                                + " rest, and check again",
                        facts);
    }
}
