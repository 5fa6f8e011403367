package io.slipway.prepare;

import io.slipway.artifact.Manifest;
import io.slipway.catalog.After;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The same bytes proved themselves, long enough, in the environment that the catalog names before this one (ANTI-2). */
@Component
final class CheckStaging implements Worker {

    private final Catalog catalog;
    private final InstantSource clock;

    @Autowired
    CheckStaging(Catalog catalog) {
        this(catalog, InstantSource.system());
    }

    CheckStaging(Catalog catalog, InstantSource clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public Topic topic() {
        return Topic.CHECK_STAGING;
    }

    @Override
    public Outcome work(Job job) {
        return Outcome.found(Variable.STAGING_VERDICT, List.of(look(job)));
    }

    private Finding look(Job job) {
        var service = catalog.service(job.get(Variable.SERVICE));
        var environment = job.get(Variable.ENVIRONMENT);
        var after = service.environment(environment).after();
        if (after == null) {
            return Finding.pass(
                    Rule.ANTI_2,
                    "By the catalog " + environment + " is no production, and comes after no other environment",
                    Map.of());
        }
        var digest = job.find(Variable.ARTIFACT_DIGEST);
        if (digest.isEmpty()) {
            return unknown("nobody knows yet which artifact is to be released", Map.of());
        }
        var problem = problem(job, after, digest.get());
        var facts = facts(job, after);
        if (problem.isPresent()) {
            return Finding.fail(Rule.ANTI_2, problem.get(), facts);
        }
        try {
            var difference = difference(service, environment, after.environment(), job.get(Variable.VERSION));
            facts.put("settingsThatDiffer", difference);
            return Finding.pass(
                    Rule.ANTI_2,
                    "The same artifact is confirmed in " + after.environment() + " since " + job.get(Variable.STAGED_AT)
                            + ". Settings that differ here: " + difference,
                    facts);
        } catch (IOException e) {
            return unknown(
                    "the settings of " + environment + " and " + after.environment() + " cannot be compared: "
                            + e.getClass().getSimpleName() + ": " + e.getMessage(),
                    facts);
        }
    }

    private static Finding unknown(String why, Map<String, String> facts) {
        return Finding.unknown(
                Rule.ANTI_2,
                "It is not known whether the version proved itself before: " + why + ". Mend that, and check again",
                facts);
    }

    private Optional<String> problem(Job job, After after, String digest) {
        var staged = job.find(Variable.STAGED_DIGEST);
        var first = "Release " + job.get(Variable.VERSION) + " to " + after.environment() + " first";
        if (staged.isEmpty()) {
            return Optional.of("Nothing is confirmed in " + after.environment() + ". " + first);
        }
        if (!staged.get().equals(digest)) {
            return Optional.of("Confirmed in " + after.environment() + " is another artifact (SHA-256 " + staged.get()
                    + ", by the release " + job.get(Variable.STAGED_RELEASE) + "), not this one (" + digest + "). "
                    + first);
        }
        var soaked = Instant.parse(job.get(Variable.STAGED_AT)).plus(after.soak());
        return soaked.isAfter(clock.instant())
                ? Optional.of("It was confirmed in " + after.environment() + " at " + job.get(Variable.STAGED_AT)
                        + ", and has to prove itself there for " + after.soak() + ". Check again after " + soaked)
                : Optional.empty();
    }

    private static Map<String, String> facts(Job job, After after) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("environment", after.environment());
        facts.put("soak", after.soak().toString());
        List.of(Variable.STAGED_RELEASE, Variable.STAGED_DIGEST, Variable.STAGED_AT)
                .forEach(variable -> job.find(variable).ifPresent(value -> facts.put(variable.name(), value)));
        return facts;
    }

    /** Names that the version reads and that have another value, or none, in one of both places. No value leaves it. */
    private static String difference(Service service, String here, String before, String version) throws IOException {
        var hereValues =
                EnvironmentFile.read(service.environment(here).variables()).values();
        var beforeValues =
                EnvironmentFile.read(service.environment(before).variables()).values();
        var names = Manifest.read(service.artifact(version)).variables().stream()
                .map(Manifest.NeededVariable::name)
                .filter(name -> !Objects.equals(hereValues.get(name), beforeValues.get(name)))
                .sorted()
                .toList();
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
