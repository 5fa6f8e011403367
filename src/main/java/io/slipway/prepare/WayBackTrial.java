package io.slipway.prepare;

import io.slipway.artifact.AlteredException;
import io.slipway.catalog.CatalogException;
import io.slipway.contract.Finding;
import io.slipway.contract.RollbackMode;
import io.slipway.contract.Rule;
import io.slipway.database.Migration;
import io.slipway.database.ScratchDatabase;
import io.slipway.probe.FlowWalk;
import io.slipway.probe.Health;
import io.slipway.probe.HealthProbe;
import io.slipway.target.Trial;
import io.slipway.target.Version;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Tries the way back where a release migrates a database (BACK-3): the confirmed version is started, from its preserved bytes,
 * against the copy as the new version left it, and has to do there what the service is there for.
 */
@Component
final class WayBackTrial {

    private final HealthProbe probe;
    private final FlowWalk walk;

    WayBackTrial(HealthProbe probe, FlowWalk walk) {
        this.probe = probe;
        this.walk = walk;
    }

    /** To be asked when the new version has been stopped, and nobody is connected any more. */
    Finding look(TrialRun run, TrialRun.Left left, Trial trial, ScratchDatabase scratch) throws InterruptedException {
        var facts = facts(run, left.migration());
        if (run.confirmed().isEmpty()) {
            facts.put(RollbackMode.FACT, RollbackMode.REMOVE.id());
            return Finding.pass(
                    Rule.BACK_3,
                    "This is the first release here: the way back is to remove "
                            + run.version().number() + ". What it makes of the schema of " + run.live() + " stays",
                    facts);
        }
        var confirmed = run.confirmed().get();
        if (!run.needsWayBack(left.changes())) {
            facts.put(RollbackMode.FACT, RollbackMode.IMAGE_ONLY.id());
            return Finding.pass(
                    Rule.BACK_3,
                    run.version().number() + " left the schema as it was, so " + confirmed.number()
                            + " finds again what it knows",
                    facts);
        }
        facts.put("flows", String.valueOf(run.service().keyFlows().size()));
        return tried(new TriedWayBack(run, confirmed, left, facts), trial, scratch);
    }

    private static Map<String, String> facts(TrialRun run, Migration migration) {
        var facts = run.facts();
        run.confirmed().ifPresent(confirmed -> {
            facts.put("confirmed", confirmed.number());
            facts.put("confirmedDigest", confirmed.digest());
        });
        var kinds = new TreeMap<>(Map.of(
                "removed", migration.gone(),
                "altered", migration.altered(),
                "added", migration.fresh(),
                "renamed", migration.renamed(),
                "unfillable", migration.unfillable(),
                "binding", migration.binding()));
        kinds.forEach((kind, things) -> {
            facts.put(kind, String.valueOf(things.size()));
            if (!things.isEmpty()) {
                facts.put(kind + "First", TrialRun.first(things));
            }
        });
        return facts;
    }

    private Finding tried(TriedWayBack way, Trial trial, ScratchDatabase scratch) throws InterruptedException {
        try {
            if (!trial.slot().isFree()) {
                return way.unknown("somebody else listens on the spare port "
                        + trial.slot().port() + ". Free it, or set another 'sparePort' in the catalog");
            }
            scratch.countAnew();
            var before = scratch.inventory();
            run(way, trial, scratch.variables());
            if (!scratch.wasUsed()) {
                return way.unknown("it was healthy, and never connected to " + scratch
                        + ". 'database.variables' has to name what it reads of its database, as it reads it");
            }
            before.changesTo(scratch.inventory()).forEach(way::changed);
            return way.finding();
        } catch (AlteredException e) {
            return way.lost(e.why());
        } catch (IOException | CatalogException e) {
            return way.unknown(String.valueOf(e.getMessage()));
        }
    }

    private void run(TriedWayBack way, Trial trial, Map<String, String> instead)
            throws IOException, InterruptedException, AlteredException {
        var version = way.confirmed();
        try {
            trial.startPreserved(version, way.run().target().preserved(version), instead);
            if (isHealthy(way, version, trial)) {
                Thread.sleep(way.run().settling().toMillis());
                for (var flow : way.run().service().keyFlows()) {
                    way.walked(flow.name(), walk.walk(trial.slot().address(), flow));
                }
            }
        } finally {
            trial.stop();
        }
    }

    private boolean isHealthy(TriedWayBack way, Version version, Trial trial) throws IOException, InterruptedException {
        var slot = trial.slot();
        var health = probe.await(
                slot.address(),
                way.run().service().health(),
                slot.daemon()::isStopped,
                way.run().environment().startWithin());
        if (health.equals(new Health.Up(version.number(), version.digest()))) {
            return true;
        }
        var how = health instanceof Health.Down down ? down.why() : "says that it is another version: " + health;
        way.wrong("it " + how + ". What it said is in " + slot.daemon() + "/log");
        return false;
    }
}
