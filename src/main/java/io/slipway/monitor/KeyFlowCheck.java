package io.slipway.monitor;

import io.slipway.catalog.KeyFlow;
import io.slipway.contract.Finding;
import io.slipway.contract.Instance;
import io.slipway.contract.Rule;
import io.slipway.probe.FlowWalk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Whether every instance does what the service is there for (VERI-3). */
@Component
final class KeyFlowCheck {

    private final FlowWalk walk;

    KeyFlowCheck(FlowWalk walk) {
        this.walk = walk;
    }

    Finding of(List<Instance> instances, List<KeyFlow> flows) throws InterruptedException {
        if (instances.isEmpty() || flows.isEmpty()) {
            return Finding.unknown(
                    Rule.VERI_3,
                    "There is no instance or no key flow, so none could be walked. Start the version first",
                    Map.of());
        }
        var facts = new TreeMap<String, String>();
        var problems = new ArrayList<String>();
        for (var instance : instances) {
            for (var flow : flows) {
                var result = walk.walk(instance.address(), flow);
                var what = "'" + flow.name() + "' at " + instance.name() + " (" + instance.address() + ")";
                facts.put(what, result.what());
                if (!result.right()) {
                    problems.add(what + " " + result.what());
                }
            }
        }
        return problems.isEmpty()
                ? Finding.pass(Rule.VERI_3, "Every key flow works on every instance", facts)
                : Finding.fail(
                        Rule.VERI_3,
                        "Not every key flow works: " + String.join("; ", problems)
                                + ". Look into the log of the instance",
                        facts);
    }
}
