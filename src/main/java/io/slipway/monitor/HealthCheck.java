package io.slipway.monitor;

import io.slipway.contract.Finding;
import io.slipway.contract.Instance;
import io.slipway.contract.Rule;
import io.slipway.contract.Verdict;
import io.slipway.probe.Health;
import io.slipway.probe.HealthProbe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Whether every instance answers as the goal, several times in a row (VERI-1, CHECK-5). One that does not answer yet is asked again
 * for a few seconds; one that answers as something else will not become right by waiting, and one that was up and is not any more is not
 * up.
 */
@Component
final class HealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Enough to notice one that comes and goes. */
    static final int IN_A_ROW = 3;

    /** For what users wait for. */
    static final int ONCE = 1;

    private final HealthProbe probe;

    HealthCheck(HealthProbe probe) {
        this.probe = probe;
    }

    /** @param times how often in a row each has to be up */
    List<Finding> of(List<Instance> instances, String path, String version, String digest, int times)
            throws InterruptedException {
        if (instances.isEmpty()) {
            return findings(
                    Verdict.UNKNOWN,
                    "There is no instance to ask: nothing was started for version " + version + ". Start it first",
                    Map.of());
        }
        var goal = new Health.Up(version, digest);
        var end = Instant.now().plus(PATIENCE);
        var facts = new TreeMap<String, String>();
        var problems = new ArrayList<String>();
        for (var instance : instances) {
            var health = ask(instance, path, end, times);
            var place = instance.name() + " at " + instance.address();
            facts.put(place, describe(health));
            if (!health.equals(goal)) {
                problems.add(place + ": " + describe(health));
            }
        }
        return problems.isEmpty()
                ? findings(
                        Verdict.PASS,
                        "Every instance is up, asked " + times + (times == 1 ? " time" : " times in a row")
                                + ", with version " + version + " and its digest",
                        facts)
                : findings(
                        Verdict.FAIL,
                        "Not every instance is up as version " + version + ": " + String.join("; ", problems)
                                + ". Look into the log of the instance",
                        facts);
    }

    private Health ask(Instance instance, String path, Instant end, int times) throws InterruptedException {
        var health = probe.ask(instance.address(), path);
        while (health instanceof Health.Down && Instant.now().isBefore(end)) {
            Thread.sleep(PAUSE.toMillis());
            health = probe.ask(instance.address(), path);
        }
        return stays(health, instance, path, times);
    }

    private Health stays(Health first, Instance instance, String path, int times) throws InterruptedException {
        var health = first;
        for (var asked = 1; asked < times && health instanceof Health.Up && health.equals(first); asked++) {
            Thread.sleep(PAUSE.toMillis());
            health = probe.ask(instance.address(), path);
        }
        return health instanceof Health.Down down && first instanceof Health.Up
                ? new Health.Down("it was up, and a moment later it was not: " + down.why())
                : health;
    }

    private static String describe(Health health) {
        if (health instanceof Health.Up up) {
            return "up as version '" + up.version() + "', digest '" + up.digest() + "'";
        }
        return ((Health.Down) health).why();
    }

    private static List<Finding> findings(Verdict verdict, String why, Map<String, String> facts) {
        return List.of(new Finding(Rule.VERI_1, verdict, why, facts), new Finding(Rule.CHECK_5, verdict, why, facts));
    }
}
