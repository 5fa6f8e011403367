package io.slipway.prepare;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Database;
import io.slipway.catalog.Service;
import io.slipway.contract.Finding;
import io.slipway.contract.RollbackMode;
import io.slipway.contract.Rule;
import io.slipway.contract.SchemaChange;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.database.DatabaseVariables;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Looks whether a version changes the schema of its database when it starts (GATE-3): a migration that no path of its sources gives
 * away. What changes then is a database, whatever the sources say. And it looks whether the confirmed version runs on what becomes of
 * it (BACK-3).
 */
@Component
final class CheckSchema implements Worker {

    private static final String PASS = Verdict.PASS.id();
    private static final String NOT_KNOWN = "Whether the version changes the schema of its database is not known: ";

    /** A program whose origin is not proven is given no environment to run in. */
    private static final Map<Variable<String>, String> BEFORE = Map.of(
            Variable.TESTS_VERDICT, PASS,
            Variable.BUILD_VERDICT, PASS,
            Variable.HISTORY_VERDICT, PASS,
            Variable.STAGING_VERDICT, PASS,
            Variable.ARTIFACT_DIGEST, "[0-9a-f]{64}");

    private final Catalog catalog;
    private final SchemaTrial trial;

    CheckSchema(Catalog catalog, SchemaTrial trial) {
        this.catalog = catalog;
        this.trial = trial;
    }

    @Override
    public Topic topic() {
        return Topic.CHECK_SCHEMA;
    }

    @Override
    public Outcome work(Job job) throws InterruptedException {
        var service = catalog.service(job.get(Variable.SERVICE));
        var environment = job.get(Variable.ENVIRONMENT);
        var database = service.environment(environment).database();
        var findings = database == null ? undeclared(service, environment) : tried(service, database, job);
        var mode = findings.stream()
                .flatMap(finding -> Optional.ofNullable(finding.facts().get(RollbackMode.FACT)).stream())
                .findFirst();
        var outcome = Outcome.found(Variable.SCHEMA_VERDICT, findings)
                .comparedWithConfirmed(job)
                .with(Variable.ROLLBACK_MODE, mode.orElse(null));
        var change = Optional.ofNullable(findings.get(0).facts().get(SchemaChange.FACT));
        return SchemaChange.added(job.find(Variable.CHANGE_KINDS), change)
                .map(kinds -> outcome.with(Variable.CHANGE_KINDS, kinds))
                .orElse(outcome);
    }

    private List<Finding> tried(Service service, Database database, Job job) throws InterruptedException {
        var open = BEFORE.keySet().stream()
                .filter(proof -> !job.find(proof).orElse("").matches(BEFORE.getOrDefault(proof, "")))
                .map(Variable::name)
                .sorted()
                .toList();
        return open.isEmpty()
                ? trial.look(service, database, job)
                : both(Finding.unknown(
                        Rule.GATE_3,
                        NOT_KNOWN + "it was not started, because what it is and where it comes from is not proven ("
                                + String.join(", ", open) + "). Once that passes, it is tried out",
                        Map.of("open", String.join(", ", open))));
    }

    /** The way back is not known where this is not. */
    private static List<Finding> both(Finding unknown) {
        return List.of(
                unknown,
                Finding.unknown(
                        Rule.BACK_3,
                        "Whether there is a way back is not known either: what becomes of the database has to be known"
                                + " first (GATE-3). Mend that, and check again",
                        unknown.facts()));
    }

    /** That there is no database is believed only if nothing speaks against it. */
    private static List<Finding> undeclared(Service service, String environment) {
        var file = service.environment(environment).variables();
        var place = service.service() + " in " + environment;
        try {
            return undeclared(place, EnvironmentFile.read(file).values());
        } catch (IOException e) {
            return both(Finding.unknown(
                    Rule.GATE_3,
                    "Whether " + place + " has a database is not known: its variables file " + file.getFileName()
                            + " cannot be read: " + e.getClass().getSimpleName() + ". Mend that, and check again",
                    Map.of()));
        }
    }

    private static List<Finding> undeclared(String place, Map<String, String> variables) {
        var kinds = DatabaseVariables.kinds(variables);
        var facts = new TreeMap<>(
                Map.of("variables", String.valueOf(variables.size()), "ofDatabases", String.valueOf(kinds)));
        if (kinds.containsValue(DatabaseVariables.POSTGRESQL)) {
            return both(Finding.unknown(
                    Rule.GATE_3,
                    NOT_KNOWN + kinds.keySet() + " says where one is, and the catalog names none for " + place
                            + ". Describe it there as 'database'",
                    facts));
        }
        var none = kinds.isEmpty();
        var wayBack = Finding.pass(
                Rule.BACK_3,
                none
                        ? "No database is in the way of a rollback: the catalog names none for " + place
                        : "A way back over what changes in " + kinds
                                + " is not tried, because Slipway cannot look into it:"
                                + " the database-architect decides, and whoever started the release says what becomes of"
                                + " the data",
                Map.of(RollbackMode.FACT, none ? "no database" : "not tried"));
        facts.put(SchemaChange.FACT, (none ? SchemaChange.NONE : SchemaChange.CHANGED).id());
        return List.of(
                Finding.pass(
                        Rule.GATE_3,
                        none
                                ? "The catalog names no database for " + place
                                        + ", and none of its variables says where one is"
                                : "The variables of " + place + " say where a database is (" + kinds
                                        + ") that Slipway cannot look into: it counts as one that changes, and the"
                                        + " database-architect decides",
                        facts),
                wayBack);
    }
}
