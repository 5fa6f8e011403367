package io.slipway.monitor;

import io.slipway.contract.ChangeKind;
import io.slipway.contract.Finding;
import io.slipway.contract.Instance;
import io.slipway.contract.Placeholder;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.worker.Job;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether scaling or tuning is asked for by a signal (NOT-5): somebody names it and the bound that it is beyond, and
 * monitoring is asked at this moment whether it is.
 */
final class ScalingCheck {

    /** What may be said where nobody knows what changes, and nowhere else. */
    static final String NO_SCALING = "no scaling";

    private static final String HOW = "Name the signal that asks for it, as 'signal > number' or 'signal < number', in"
            + " 'Resolve stop' together with 'Re-check'";

    private final Optional<String> kinds;
    private final Optional<String> named;
    private final Map<String, String> facts = new TreeMap<>();

    private ScalingCheck(Job job) {
        this.kinds = job.find(Variable.CHANGE_KINDS).filter(text -> !text.isBlank());
        this.named = job.find(Variable.SCALING_SIGNAL).map(String::strip).filter(words -> !Placeholder.is(words));
        facts.put("changes", kinds.orElse("nobody knows"));
        facts.put("named", named.orElse("nothing"));
    }

    /** @param instances of the confirmed version */
    static Finding look(Job job, Monitor monitor, List<Instance> instances) throws InterruptedException {
        var check = new ScalingCheck(job);
        return job.find(Variable.CONFIRMED_VERSION).isPresent() && ChangeKind.mayBeScaling(check.kinds)
                ? check.ask(monitor, instances)
                : check.pass(
                        job.find(Variable.CONFIRMED_VERSION).isEmpty()
                                ? "It is the first version here: there is nothing yet that it could scale or tune"
                                : "Nothing changes how much there is of it, or what it is tuned to");
    }

    private Finding ask(Monitor monitor, List<Instance> instances) throws InterruptedException {
        if (mayBeNone() && named.filter(NO_SCALING::equals).isPresent()) {
            return pass("Nobody knows all that changes; by the word of a person it is no scaling or tuning");
        }
        List<Reading> readings;
        try {
            readings = monitor.look(instances).readings().stream()
                    .filter(reading -> Double.isFinite(reading.value()))
                    .toList();
        } catch (IOException e) {
            return unknown("monitoring does not say what is so: " + e.getMessage() + ". Get it going, and check again");
        }
        var signals = readings.stream().map(Reading::signal).distinct().sorted().toList();
        var choice = ". Signals with a fresh value: " + signals;
        if (named.isEmpty()) {
            return mayBeNone()
                    ? unknown("nobody knows all that changes. " + HOW + ", or '" + NO_SCALING + "' if it is none"
                            + choice)
                    : Finding.fail(
                            Rule.NOT_5,
                            "It is scaling or tuning, and nobody says what asks for it. " + HOW + choice,
                            facts);
        }
        var claim = ScalingClaim.read(named.get());
        return claim.isEmpty()
                ? unknown("'" + named.get() + "' cannot be measured. " + HOW + choice)
                : measure(
                        claim.get(),
                        readings.stream()
                                .filter(reading ->
                                        reading.signal().equals(claim.get().signal()))
                                .toList(),
                        choice);
    }

    /** What is known to be scaling is, whatever else nobody knows. */
    private boolean mayBeNone() {
        return ChangeKind.isUnclear(kinds) && !ChangeKind.isScaling(kinds);
    }

    private Finding measure(ScalingClaim claim, List<Reading> readings, String choice) {
        if (readings.isEmpty()) {
            return unknown("monitoring has no fresh value of '" + claim.signal() + "'. " + HOW + choice);
        }
        readings.forEach(reading -> facts.put(reading.address(), String.valueOf(reading.value())));
        var values = readings.stream()
                .map(reading -> reading.value() + " at " + reading.address())
                .collect(Collectors.joining(", "));
        return readings.stream().anyMatch(reading -> claim.holds(reading.value()))
                ? pass("A metric asks for it: '" + named.orElseThrow() + "' holds, measured " + values)
                : Finding.fail(
                        Rule.NOT_5,
                        "No metric asks for it: '" + named.orElseThrow() + "' does not hold, measured " + values
                                + ". Leave it as it is, or name what asks for it",
                        facts);
    }

    private Finding pass(String why) {
        return Finding.pass(Rule.NOT_5, why, facts);
    }

    private Finding unknown(String why) {
        return Finding.unknown(
                Rule.NOT_5, "It is not known whether a metric asks for scaling or tuning: " + why, facts);
    }
}
