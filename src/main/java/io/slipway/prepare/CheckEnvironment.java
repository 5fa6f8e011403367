package io.slipway.prepare;

import io.slipway.artifact.Manifest;
import io.slipway.catalog.Catalog;
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
import org.springframework.stereotype.Component;

/** The target has every environment variable that the version reads, of its type (PREP-3). Values stay where they are. */
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
            var needed =
                    Manifest.read(service.artifact(job.get(Variable.VERSION))).variables();
            return found(compare(needed, EnvironmentFile.read(file)));
        } catch (IOException e) {
            return found(Finding.unknown(
                    Rule.PREP_3,
                    "The manifest and the environment file " + file.getFileName() + " cannot be compared: "
                            + e.getClass().getSimpleName() + ": " + e.getMessage(),
                    Map.of()));
        }
    }

    private static Outcome found(Finding finding) {
        return Outcome.found(Variable.ENVIRONMENT_VERDICT, List.of(finding));
    }

    private static Finding compare(List<Manifest.NeededVariable> needed, EnvironmentFile file) {
        var problems = new ArrayList<>(file.problems());
        var used = 0;
        for (var variable : needed) {
            used += file.values().containsKey(variable.name()) ? 1 : 0;
            var value = file.values().getOrDefault(variable.name(), "");
            if (value.isBlank()) {
                if (variable.required()) {
                    problems.add(variable.name() + " is missing or empty");
                }
            } else if (!variable.type().fits(value)) {
                problems.add(variable.name() + " is not of type " + variable.type());
            }
        }
        // by number only: what looks like an unknown name may be the second line of a secret
        var facts = Map.of(
                "compared",
                String.valueOf(needed.size()),
                "unknownToTheVersion",
                String.valueOf(file.values().size() - used));
        return problems.isEmpty()
                ? Finding.pass(Rule.PREP_3, "The target has every variable that the version reads, of its type", facts)
                : Finding.fail(
                        Rule.PREP_3,
                        "The target's environment variables do not fit: " + String.join("; ", problems)
                                + ". Mend the environment file",
                        facts);
    }
}
