package io.slipway.contract;

import java.util.Map;
import java.util.TreeMap;

/**
 * What one check found out about one rule.
 *
 * @param rule the rule that was looked at
 * @param verdict the answer
 * @param why one sentence for a person: what was looked at, what came back, and for anything but a pass what to do
 * @param facts what was measured; never a secret or the value of an environment variable
 */
public record Finding(Rule rule, Verdict verdict, String why, Map<String, String> facts) {

    public Finding {
        facts = Map.copyOf(new TreeMap<>(facts));
    }

    public static Finding pass(Rule rule, String why, Map<String, String> facts) {
        return new Finding(rule, Verdict.PASS, why, facts);
    }

    public static Finding fail(Rule rule, String why, Map<String, String> facts) {
        return new Finding(rule, Verdict.FAIL, why, facts);
    }

    public static Finding unknown(Rule rule, String why, Map<String, String> facts) {
        return new Finding(rule, Verdict.UNKNOWN, why, facts);
    }
}
