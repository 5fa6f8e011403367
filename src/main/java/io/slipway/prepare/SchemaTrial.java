package io.slipway.prepare;

import io.slipway.artifact.AlteredException;
import io.slipway.catalog.CatalogException;
import io.slipway.catalog.Database;
import io.slipway.catalog.KeyFlow;
import io.slipway.catalog.Service;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.SchemaChange;
import io.slipway.database.DatabaseVariables;
import io.slipway.database.Migration;
import io.slipway.database.ScratchDatabase;
import io.slipway.probe.FlowWalk;
import io.slipway.probe.Health;
import io.slipway.probe.HealthProbe;
import io.slipway.target.TargetBusyException;
import io.slipway.target.Trial;
import io.slipway.worker.Job;
import io.slipway.worker.RetryableFailure;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * Starts a version against a copy of the schema of its database, and compares what becomes of the copy (GATE-3); then the confirmed
 * one, against what became of it (BACK-3). Whatever comes of it, what was started is stopped, the copy is dropped, and the live one is
 * looked at once more.
 *
 * <p>Over 150 lines: what has to be so that a comparison says something stands beside it.
 */
@Component
final class SchemaTrial {

    private final HealthProbe probe;
    private final FlowWalk walk;
    private final WayBackTrial wayBack;

    SchemaTrial(HealthProbe probe, FlowWalk walk, WayBackTrial wayBack) {
        this.probe = probe;
        this.walk = walk;
        this.wayBack = wayBack;
    }

    /**
     * What is found of GATE-3 and of BACK-3, in this order.
     *
     * @throws RetryableFailure if another trial goes on there
     */
    List<Finding> look(Service service, Database database, Job job) throws InterruptedException {
        var run = TrialRun.of(service, database, job);
        try (var trial = run.target().trial()) {
            return inCopy(run, trial, job.businessKey());
        } catch (TargetBusyException e) {
            throw new RetryableFailure("The version cannot be tried out now: " + e.getMessage(), e);
        } catch (IOException | CatalogException e) {
            return run.unknown(String.valueOf(e.getMessage()));
        }
    }

    private List<Finding> inCopy(TrialRun run, Trial trial, String release) throws IOException, InterruptedException {
        try (var scratch = ScratchDatabase.create(run.database(), run.live(), run.place(), release)) {
            var before = scratch.copy(run.live());
            var findings = tryOut(run, trial, scratch);
            var touched = before.changesTo(run.live().schema());
            return touched.isEmpty() ? findings : touched(run, touched);
        }
    }

    private List<Finding> tryOut(TrialRun run, Trial trial, ScratchDatabase scratch) throws InterruptedException {
        try {
            var left = left(run, trial, scratch);
            if (!scratch.wasUsed()) {
                throw new Inconclusive("it was healthy, and never connected to " + scratch
                        + ". 'database.variables' has to name what it reads of its database, as it reads it");
            }
            return List.of(compared(run, left.changes()), wayBack.look(run, left, trial, scratch));
        } catch (Inconclusive | IOException | AlteredException | IllegalArgumentException e) {
            return run.unknown(String.valueOf(e.getMessage()));
        }
    }

    private TrialRun.Left left(TrialRun run, Trial trial, ScratchDatabase scratch)
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
        var inventory = scratch.inventory();
        try {
            trial.start(run.version(), instead);
            requireHealthy(run, trial);
            Thread.sleep(run.settling().toMillis());
            var changes = before.changesTo(scratch.state());
            var migration = Migration.between(inventory, scratch.inventory());
            return new TrialRun.Left(changes, migration, run.needsWayBack(changes) ? broken(run, trial) : Set.of());
        } finally {
            trial.stop();
        }
    }

    private void requireHealthy(TrialRun run, Trial trial) throws IOException, InterruptedException, Inconclusive {
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

    /** The key flows that do not even pass with the version that made the schema: what is missing is a row, or more. */
    private Set<String> broken(TrialRun run, Trial trial) throws InterruptedException {
        var broken = new TreeSet<String>();
        for (KeyFlow flow : run.service().keyFlows()) {
            if (!walk.walk(trial.slot().address(), flow).right()) {
                broken.add(flow.name());
            }
        }
        return broken;
    }

    private static Finding compared(TrialRun run, List<String> changes) {
        var facts = run.facts();
        facts.put("differences", String.valueOf(changes.size()));
        facts.put(SchemaChange.FACT, (changes.isEmpty() ? SchemaChange.NONE : SchemaChange.CHANGED).id());
        var began = run.version().number() + " was started against a copy of the schema of " + run.live();
        if (changes.isEmpty()) {
            return Finding.pass(Rule.GATE_3, began + ", and left it as it was", facts);
        }
        facts.put("first", TrialRun.first(changes));
        return Finding.pass(
                Rule.GATE_3,
                began + ", and changed it (" + changes.size() + "): " + TrialRun.first(changes)
                        + ". The database-architect decides",
                facts);
    }

    private static List<Finding> touched(TrialRun run, List<String> changes) {
        var facts = run.facts();
        facts.put("live", TrialRun.first(changes));
        return List.of(
                Finding.fail(
                        Rule.GATE_3,
                        "While " + run.version().number() + " was tried out, " + run.live() + " itself was changed: "
                                + TrialRun.first(changes)
                                + ". Find out by whom, before anything else: if it was the version, it knows a way to it that"
                                + " 'database.variables' does not name",
                        facts),
                run.unknownWayBack());
    }
}
