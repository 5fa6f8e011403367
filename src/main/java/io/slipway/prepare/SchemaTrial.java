package io.slipway.prepare;

import io.slipway.artifact.AlteredException;
import io.slipway.catalog.CatalogException;
import io.slipway.catalog.Database;
import io.slipway.catalog.Environment;
import io.slipway.catalog.Service;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.SchemaChange;
import io.slipway.contract.Variable;
import io.slipway.database.DatabaseVariables;
import io.slipway.database.LiveDatabase;
import io.slipway.database.ScratchDatabase;
import io.slipway.probe.Health;
import io.slipway.probe.HealthProbe;
import io.slipway.target.LocalTarget;
import io.slipway.target.TargetBusyException;
import io.slipway.target.Trial;
import io.slipway.target.Version;
import io.slipway.worker.Job;
import io.slipway.worker.RetryableFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Starts a version against a copy of the schema of its database, and compares what becomes of the copy (GATE-3). Whatever comes of
 * it, what was started is stopped, the copy is dropped, and the live one is looked at once more.
 *
 * <p>Over 150 lines: what has to be so that a comparison says something stands beside it.
 */
@Component
final class SchemaTrial {

    private static final Duration SETTLING = Duration.ofSeconds(2);
    private static final int SHOWN = 5;

    private final HealthProbe probe;

    SchemaTrial(HealthProbe probe) {
        this.probe = probe;
    }

    /** What is tried out, beside what. */
    private record Run(Service service, Environment environment, Database database, Version version) {

        LiveDatabase live() {
            return new LiveDatabase(database);
        }

        Map<String, String> facts() {
            return new TreeMap<>(
                    Map.of("database", live().toString(), "version", version.number(), "digest", version.digest()));
        }

        Finding unknown(String why) {
            return Finding.unknown(
                    Rule.GATE_3,
                    "Whether " + version.number() + " changes the schema of " + live()
                            + " when it starts is not known: " + why + ". Mend that, and check again",
                    facts());
        }
    }

    /** A trial that says nothing, and why. */
    private static final class Inconclusive extends Exception {

        private static final long serialVersionUID = 1L;

        Inconclusive(String why) {
            super(why);
        }
    }

    /** @throws RetryableFailure if another trial goes on there */
    Finding look(Service service, Database database, Job job) throws InterruptedException {
        var name = job.get(Variable.ENVIRONMENT);
        var version = new Version(job.get(Variable.VERSION), job.get(Variable.ARTIFACT_DIGEST));
        var run = new Run(service, service.environment(name), database, version);
        try (var trial = new LocalTarget(service, name).trial()) {
            return inCopy(run, trial, service.service() + "/" + name, job.businessKey());
        } catch (TargetBusyException e) {
            throw new RetryableFailure("The version cannot be tried out now: " + e.getMessage(), e);
        } catch (IOException | CatalogException e) {
            return run.unknown(String.valueOf(e.getMessage()));
        }
    }

    private Finding inCopy(Run run, Trial trial, String place, String release)
            throws IOException, InterruptedException {
        try (var scratch = ScratchDatabase.create(run.database(), run.live(), place, release)) {
            var before = scratch.copy(run.live());
            var finding = tryOut(run, trial, scratch);
            var touched = before.changesTo(run.live().schema());
            return touched.isEmpty() ? finding : touched(run, touched);
        }
    }

    private Finding tryOut(Run run, Trial trial, ScratchDatabase scratch) throws InterruptedException {
        try {
            var changes = changes(run, trial, scratch);
            if (!scratch.wasUsed()) {
                throw new Inconclusive("it was healthy, and never connected to " + scratch
                        + ". 'database.variables' has to name what it reads of its database, as it reads it");
            }
            return compared(run, changes);
        } catch (Inconclusive | IOException | AlteredException | IllegalArgumentException e) {
            return run.unknown(String.valueOf(e.getMessage()));
        }
    }

    private List<String> changes(Run run, Trial trial, ScratchDatabase scratch)
            throws IOException, InterruptedException, AlteredException, Inconclusive {
        var instead = scratch.variables();
        var others = DatabaseVariables.kinds(trial.variables(instead.keySet()));
        if (!others.isEmpty()) {
            throw new Inconclusive("it was not started, because " + others.keySet()
                    + " says where a database is as well, and may mean a live one. Say in 'database.variables' what it is"
                    + " told instead");
        }
        if (!trial.slot().isFree()) {
            throw new Inconclusive("it was not started, because somebody else listens on the spare port "
                    + trial.slot().port() + ". Free it, or set another 'sparePort' in the catalog");
        }
        var before = scratch.state();
        try {
            trial.start(run.version(), instead);
            requireHealthy(run, trial);
            Thread.sleep(settling(run.environment()).toMillis());
            return before.changesTo(scratch.state());
        } finally {
            trial.stop();
        }
    }

    private static Duration settling(Environment environment) {
        return environment.settlingTime().compareTo(SETTLING) < 0 ? environment.settlingTime() : SETTLING;
    }

    private void requireHealthy(Run run, Trial trial) throws IOException, InterruptedException, Inconclusive {
        var slot = trial.slot();
        var health = probe.await(
                slot.address(),
                run.service().health(),
                slot.daemon()::isStopped,
                run.environment().startWithin());
        if (!health.equals(new Health.Up(run.version().number(), run.version().digest()))) {
            var how = health instanceof Health.Down down ? down.why() : "says that it is another version: " + health;
            throw new Inconclusive("started against an empty copy of that schema, it " + how + ". What it said is in "
                    + slot.daemon() + "/log; a version that needs rows to start cannot be compared so");
        }
    }

    private static Finding compared(Run run, List<String> changes) {
        var facts = run.facts();
        facts.put("differences", String.valueOf(changes.size()));
        facts.put(SchemaChange.FACT, (changes.isEmpty() ? SchemaChange.NONE : SchemaChange.CHANGED).id());
        var began = run.version().number() + " was started against a copy of the schema of " + run.live();
        if (changes.isEmpty()) {
            return Finding.pass(Rule.GATE_3, began + ", and left it as it was", facts);
        }
        facts.put("first", first(changes));
        return Finding.pass(
                Rule.GATE_3,
                began + ", and changed it (" + changes.size() + "): " + first(changes)
                        + ". The database-architect decides",
                facts);
    }

    private static Finding touched(Run run, List<String> changes) {
        var facts = run.facts();
        facts.put("live", first(changes));
        return Finding.fail(
                Rule.GATE_3,
                "While " + run.version().number() + " was tried out, " + run.live() + " itself was changed: "
                        + first(changes)
                        + ". Find out by whom, before anything else: if it was the version, it knows a way to it that"
                        + " 'database.variables' does not name",
                facts);
    }

    private static String first(List<String> changes) {
        var shown = String.join("; ", changes.subList(0, Math.min(SHOWN, changes.size())));
        return changes.size() > SHOWN ? shown + "; …" : shown;
    }
}
