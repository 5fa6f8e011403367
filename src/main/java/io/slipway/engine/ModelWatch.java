package io.slipway.engine;

import io.slipway.engine.proof.DeployedModels;
import io.slipway.evidence.EntryKind;
import io.slipway.evidence.EvidenceLog;
import io.slipway.evidence.Fact;
import io.slipway.evidence.Refusals;
import io.slipway.permit.Obstacle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks whether releases run with the jar's models and no others: what Slipway deployed last is what the jar holds, and
 * every running release has the models that its evidence says it began with. Not having looked is not being right.
 */
@Component
@Profile("!worker")
public class ModelWatch implements Obstacle {

    private static final Logger LOG = LoggerFactory.getLogger(ModelWatch.class);

    /** What a release began with. */
    private record Began(String deployment, Map<String, String> models) {}

    private final StoredModels stored;
    private final EvidenceLog evidence;
    private final Refusals refusals;
    private final Map<String, String> jar = DeployedModels.digests(JarModels.read());
    /** A release begins once, and its evidence does not change. */
    private final Map<String, Began> began = new HashMap<>();

    private volatile @Nullable String trouble = "the models have not been compared yet";

    ModelWatch(StoredModels stored, EvidenceLog evidence, Refusals refusals) {
        this.stored = stored;
        this.evidence = evidence;
        this.refusals = refusals;
    }

    /** What is wrong with the models at this moment, and what to do; empty: they were right when looked at last. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** With other models than the jar's, nothing is permitted to anybody. */
    @Override
    public Optional<String> found() {
        return trouble().map(what -> "The models are not the jar's: " + what);
    }

    /** Looks again. New trouble becomes evidence, and is told. */
    @Scheduled(
            initialDelayString = "${slipway.models.check-interval:1m}",
            fixedDelayString = "${slipway.models.check-interval:1m}")
    synchronized void check() {
        String found;
        try {
            found = String.join("; ", look());
        } catch (RuntimeException e) {
            LOG.error("The models cannot be compared", e);
            trouble = "the models cannot be compared: " + e;
            return;
        }
        if (!found.isEmpty() && !found.equals(trouble)) {
            refusals.refused(null, Fact.SLIPWAY, "to be ready with models that are not the jar's", found);
        }
        trouble = found.isEmpty() ? null : found;
    }

    private List<String> look() {
        var found = new ArrayList<String>();
        var newest = stored.newest();
        if (newest.isEmpty()) {
            return List.of("nothing is deployed: start Slipway again");
        }
        var differences = Differences.between(jar, stored.digests(newest.get()));
        if (!differences.isEmpty()) {
            found.add(String.join(", ", differences) + " in the database (deployment " + newest.get()
                    + "), other than in this jar: find out who did it, or whether a Slipway of another version works on"
                    + " this database; a new start deploys this jar's models");
        }
        for (var other : stored.foreign()) {
            found.add("the process " + other.definition() + " is in the deployment " + other.deployment()
                    + ", which is not Slipway's: take that deployment out of the database");
        }
        for (var other : stored.startedInsteadOf(newest.get())) {
            found.add("a start would take " + other.definition() + " of the deployment " + other.deployment()
                    + " and not what Slipway deployed last: take that process out of the database");
        }
        found.addAll(running());
        return found;
    }

    private List<String> running() {
        var found = new ArrayList<String>();
        var used = stored.used();
        var releases = new HashSet<String>();
        var digests = new TreeMap<String, Map<String, String>>();
        for (var part : used) {
            releases.add(part.release());
            var start = began.computeIfAbsent(part.release(), this::began);
            var differences = part.deployment().equals(start.deployment())
                    ? Differences.between(start.models(), digests.computeIfAbsent(part.deployment(), stored::digests))
                    : List.of("the whole deployment another one");
            if (!differences.isEmpty()) {
                found.add("the running release " + part.release() + " is in " + part.process() + " of the deployment "
                        + part.deployment() + ", and that is not what its evidence says it began with ("
                        + String.join(", ", differences)
                        + "): withdraw it, and find out who did it");
            }
        }
        began.keySet().retainAll(releases);
        return found;
    }

    /** Without evidence of its start it began with nothing that we know. */
    private Began began(String release) {
        return evidence.of(release).stream()
                .map(entry -> entry.fact())
                .filter(fact -> fact.kind() == EntryKind.START)
                .findFirst()
                .map(start -> {
                    var models = new TreeMap<String, String>();
                    start.body()
                            .path("models")
                            .fields()
                            .forEachRemaining(model ->
                                    models.put(model.getKey(), model.getValue().asText()));
                    return new Began(start.body().path("deployment").asText(), models);
                })
                .orElseGet(() -> new Began("", Map.of()));
    }
}
