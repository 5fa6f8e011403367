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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The target has every environment variable that the version reads, of its type, and still what the confirmed version reads,
 * to which a rollback would go (PREP-3). Values stay where they are.
 */
@Component
final class CheckEnvironment implements Worker {

    private final Catalog catalog;

    CheckEnvironment(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Topic topic() {
        return Topic.CHECK_ENVIRONMENT;
    }

    @Override
    public Outcome work(Job job) {
        var service = catalog.service(job.get(Variable.SERVICE));
        var file = service.environment(job.get(Variable.ENVIRONMENT)).variables();
        try {
            var version = Manifest.read(service.artifact(job.get(Variable.VERSION)));
            var before = before(service, job);
            return found(compare(version, before, EnvironmentFile.read(file))).comparedWithConfirmed(job);
        } catch (IOException e) {
            return found(Finding.unknown(
                    Rule.PREP_3,
                    "The manifest and the environment file " + file.getFileName() + " cannot be compared: "
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

    private static Finding compare(Manifest version, Optional<Manifest> before, EnvironmentFile file) {
        var values = file.values();
        var problems = new ArrayList<>(file.problems());
        problems.addAll(misfits(version, values));
        before.ifPresent(confirmed -> misfits(confirmed, values).stream()
                .filter(misfit -> !problems.contains(misfit))
                .forEach(misfit -> problems.add(misfit + " for the confirmed version " + confirmed.version()
                        + ", which still reads it and which a rollback goes to")));
        var read = version.variables();
        var used = read.stream().filter(variable -> values.containsKey(variable.name()));
        // by number only: what looks like an unknown name may be the second line of a secret
        var facts = Map.of(
                "compared",
                String.valueOf(read.size()),
                "unknownToTheVersion",
                String.valueOf(values.size() - used.count()));
        return problems.isEmpty()
                ? Finding.pass(Rule.PREP_3, "The target has every variable that the version reads, of its type", facts)
                : Finding.fail(
                        Rule.PREP_3,
                        "The target's environment variables do not fit: " + String.join("; ", problems)
                                + ". Mend the environment file",
                        facts);
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
