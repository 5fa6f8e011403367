package io.slipway.prepare;

import io.slipway.catalog.Database;
import io.slipway.catalog.Environment;
import io.slipway.catalog.Service;
import io.slipway.contract.ChangeKind;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.database.LiveDatabase;
import io.slipway.database.Migration;
import io.slipway.database.RestoreBeside;
import io.slipway.target.LocalTarget;
import io.slipway.target.Version;
import io.slipway.worker.Job;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is tried out, and against what.
 *
 * @param name of the environment
 * @param confirmed the version that a rollback goes to; empty before the first
 * @param mayBeDatabase whether, by its sources, the change may be one of a database
 */
record TrialRun(
        Service service,
        Environment environment,
        Database database,
        LocalTarget target,
        String name,
        Version version,
        Optional<Version> confirmed,
        boolean mayBeDatabase) {

    private static final Duration SETTLING = Duration.ofSeconds(2);
    private static final int SHOWN = 5;

    /** @throws io.slipway.catalog.CatalogException if the environment's target is of another kind or badly set */
    static TrialRun of(Service service, Database database, Job job) {
        var name = job.get(Variable.ENVIRONMENT);
        return new TrialRun(
                service,
                service.environment(name),
                database,
                new LocalTarget(service, name),
                name,
                new Version(job.get(Variable.VERSION), job.get(Variable.ARTIFACT_DIGEST)),
                job.find(Variable.CONFIRMED_VERSION)
                        .map(number -> new Version(number, job.get(Variable.CONFIRMED_DIGEST))),
                ChangeKind.mayBeDatabase(job.find(Variable.CHANGE_KINDS)));
    }

    /**
     * What the new version left behind it.
     *
     * @param changes of the copy, in words; empty: none
     * @param migration the same, as the confirmed version meets it
     * @param broken key flows that did not pass with the new version, so they say nothing of the confirmed one
     */
    record Left(List<String> changes, Migration migration, Set<String> broken) {

        Left {
            changes = List.copyOf(changes);
            broken = Set.copyOf(broken);
        }
    }

    RestoreBeside beside() {
        return new RestoreBeside(database, service.service(), name);
    }

    /** Service and environment, as nobody else is called. */
    String place() {
        return service.service() + "/" + name;
    }

    LiveDatabase live() {
        return new LiveDatabase(database);
    }

    /** How long what is healthy is let do what it does then. */
    Duration settling() {
        var said = environment.settlingTime();
        return said.compareTo(SETTLING) < 0 ? said : SETTLING;
    }

    /** Whether there is a way back, and a migration that it may not get over. */
    boolean needsWayBack(List<String> changes) {
        return confirmed.isPresent() && (mayBeDatabase || !changes.isEmpty());
    }

    Map<String, String> facts() {
        return new TreeMap<>(
                Map.of("database", live().toString(), "version", version.number(), "digest", version.digest()));
    }

    /** Both answers where the trial says nothing. */
    List<Finding> unknown(String why) {
        return List.of(
                Finding.unknown(
                        Rule.GATE_3,
                        "Whether " + version.number() + " changes the schema of " + live()
                                + " when it starts is not known: " + why + ". Mend that, and check again",
                        facts()),
                unknownWayBack());
    }

    /** The way back is not known where what has to be got over is not. */
    Finding unknownWayBack() {
        return Finding.unknown(
                Rule.BACK_3,
                "Whether there is a way back from " + version.number() + " is not known either: what it leaves of "
                        + live() + " has to be known first (GATE-3). Mend that, and check again",
                facts());
    }

    /** The first few, for a person. */
    static String first(List<String> some) {
        var shown = String.join("; ", some.subList(0, Math.min(SHOWN, some.size())));
        return some.size() > SHOWN ? shown + "; …" : shown;
    }
}
