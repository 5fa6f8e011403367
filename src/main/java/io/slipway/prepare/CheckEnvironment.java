package io.slipway.prepare;

import io.slipway.artifact.Manifest;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.Service;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * The target has every environment variable that the version reads, of its type, and still what the confirmed version reads,
 * to which a rollback would go (PREP-3). It is compared with what the confirmed version's instances were started with, too. Values
 * stay where they are.
 *
 * <p>Over 150 lines: the three things that the file has to fit are compared in one place.
 */
@Component
final class CheckEnvironment implements Worker {

    private static final String CHANGED = "changedSinceStart";
    private static final String ADDED = "newSinceStart";

    private final Catalog catalog;

    CheckEnvironment(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Topic topic() {
        return Topic.CHECK_ENVIRONMENT;
    }

    @Override
    public Outcome work(Job job) throws InterruptedException {
        var service = catalog.service(job.get(Variable.SERVICE));
        var environment = job.get(Variable.ENVIRONMENT);
        var file = service.environment(environment).variables();
        try {
            var version = Manifest.read(service.artifact(job.get(Variable.VERSION)));
            var before = before(service, job);
            var live = before.isEmpty()
                    ? LiveVariables.NONE
                    : LiveVariables.of(service, environment, job.get(Variable.CONFIRMED_DIGEST));
            return found(compare(version, before, EnvironmentFile.read(file), live))
                    .comparedWithConfirmed(job);
        } catch (IOException e) {
            return found(Finding.unknown(
                    Rule.PREP_3,
                    "The manifest, the environment file " + file.getFileName() + " and what runs cannot be compared: "
                            + e.getClass().getSimpleName() + ": " + e.getMessage(),
                    Map.of()));
        }
    }

    private static Optional<Manifest> before(Service service, Job job) throws IOException {
        var version = job.find(Variable.CONFIRMED_VERSION);
        return version.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Manifest.ofConfirmed(service.artifact(version.get()), job.find(Variable.CONFIRMED_DIGEST)));
    }

    private static Outcome found(Finding finding) {
        return Outcome.found(Variable.ENVIRONMENT_VERDICT, List.of(finding));
    }

    private static Finding compare(
            Manifest version, Optional<Manifest> before, EnvironmentFile file, LiveVariables live) {
        var values = file.values();
        var problems = new ArrayList<>(file.problems());
        problems.addAll(misfits(version, values));
        before.ifPresent(confirmed -> {
            misfits(confirmed, values).stream()
                    .filter(misfit -> !problems.contains(misfit))
                    .forEach(misfit -> problems.add(misfit + " for the confirmed version " + confirmed.version()
                            + ", which still reads it and which a rollback goes to"));
            live.gone(optional(confirmed), values)
                    .forEach(name -> problems.add(name + " was removed, and the confirmed version "
                            + confirmed.version() + " runs with it still"));
        });
        var facts = facts(version, before, values, live);
        return problems.isEmpty()
                ? Finding.pass(
                        Rule.PREP_3,
                        "The target has every variable that the version reads, of its type" + since(facts),
                        facts)
                : Finding.fail(
                        Rule.PREP_3,
                        "The target's environment variables do not fit: " + String.join("; ", problems)
                                + ". Mend the environment file" + since(facts),
                        facts);
    }

    /** Of those that it needs, it is said as well whether they are missing. */
    private static List<String> optional(Manifest version) {
        return version.variables().stream()
                .filter(variable -> !variable.required())
                .map(Manifest.NeededVariable::name)
                .toList();
    }

    private static Map<String, String> facts(
            Manifest version, Optional<Manifest> before, Map<String, String> values, LiveVariables live) {
        var read = new TreeSet<>(names(version));
        var used = read.stream().filter(values::containsKey).count();
        var facts = new TreeMap<>(Map.of(
                "compared",
                String.valueOf(version.variables().size()),
                // by number only: what looks like an unknown name may be the second line of a secret
                "unknownToTheVersion",
                String.valueOf(values.size() - used)));
        before.map(CheckEnvironment::names).ifPresent(read::addAll);
        facts.put("comparedWithRunning", String.valueOf(live.started().keySet()));
        put(facts, CHANGED, live.changed(read, values));
        put(facts, ADDED, live.added(read, values));
        return facts;
    }

    private static void put(Map<String, String> facts, String fact, Collection<String> names) {
        if (!names.isEmpty()) {
            facts.put(fact, String.join(", ", names));
        }
    }

    private static List<String> names(Manifest version) {
        return version.variables().stream().map(Manifest.NeededVariable::name).toList();
    }

    /** What a rollback would start with is not what is known to work; whether it does, is tried before anything is changed. */
    private static String since(Map<String, String> facts) {
        var since = new StringBuilder();
        if (facts.containsKey(CHANGED)) {
            since.append(". Changed in the file since what runs was started: ").append(facts.get(CHANGED));
        }
        if (facts.containsKey(ADDED)) {
            since.append(". New in the file since then: ").append(facts.get(ADDED));
        }
        return since.toString();
    }

    private static List<String> misfits(Manifest version, Map<String, String> values) {
        var misfits = new ArrayList<String>();
        for (var variable : version.variables()) {
            var value = values.getOrDefault(variable.name(), "");
            if (value.isBlank()) {
                if (variable.required()) {
                    misfits.add(variable.name() + " is missing or empty");
                }
            } else if (!variable.type().fits(value)) {
                misfits.add(variable.name() + " is not of type " + variable.type());
            }
        }
        return misfits;
    }
}
