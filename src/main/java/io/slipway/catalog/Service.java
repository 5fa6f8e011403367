package io.slipway.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.slipway.contract.ChangeKind;
import io.slipway.contract.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is released: one file of the catalog.
 *
 * <p>Over 150 lines: what holds between its environments is checked, and asked for, where they are.
 *
 * @param service its name: lower-case letters, digits and hyphens
 * @param artifacts the folder that holds {@code <service>-<version>.zip} and its attestations
 * @param repository the git repository that versions are built from; absent: nobody knows what a version changes and whose
 *     work it is, so its releases are classified high and cannot be approved
 * @param remote what {@code repository} is a clone of; absent: nothing is known to be on a production branch, so nothing
 *     reaches production
 * @param changeKinds what paths of the repository are about, where {@code change-kinds.yaml} is wrong about them: patterns
 *     of {@code .gitignore} by kind; of several that match the riskiest kind counts
 * @param trustedKeys whose attestations count
 * @param oldestBuild how long after its end a build counts; absent: 90 days
 * @param command how a version is started, in its unpacked folder; {@code {port}} stands for the instance's port
 * @param health the path that answers how an instance is, with version and digest
 * @param keyFlows the requests that show that the service does what it is there for
 * @param environments where it runs, by name
 */
public record Service(
        @JsonProperty(required = true) String service,
        @JsonProperty(required = true) Path artifacts,
        @Nullable Path repository,
        @Nullable Remote remote,
        Map<ChangeKind, List<String>> changeKinds,
        @JsonProperty(required = true) List<TrustedKey> trustedKeys,
        Duration oldestBuild,
        @JsonProperty(required = true) List<String> command,
        @JsonProperty(required = true) String health,
        @JsonProperty(required = true) List<KeyFlow> keyFlows,
        @JsonProperty(required = true) Map<String, Environment> environments) {

    static final String NAME = "[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?";

    private static final Duration OLDEST_BUILD = Duration.ofDays(90);

    public Service {
        Check.matches("service", service, NAME);
        artifacts = CatalogFile.resolve(artifacts);
        repository = repository == null ? null : CatalogFile.resolve(repository);
        Check.that(remote == null || repository != null, "remote", "needs a 'repository' that is its clone");
        // absent in the file
        changeKinds = changeKinds == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(changeKinds));
        changeKinds.forEach((kind, patterns) -> {
            Check.that(kind.isOfPaths(), "changeKinds", "has '" + kind.id() + "', which no path is");
            Check.that(patterns != null, "changeKinds", "has no patterns for '" + kind.id() + "'");
            Check.notEmpty("changeKinds." + kind.id(), patterns);
        });
        trustedKeys = Check.notEmpty("trustedKeys", trustedKeys);
        // absent in the file
        oldestBuild = oldestBuild == null ? OLDEST_BUILD : oldestBuild;
        Check.positive("oldestBuild", oldestBuild);
        command = Check.notEmpty("command", command);
        Check.matches("health", health, "/\\S*");
        keyFlows = Check.notEmpty("keyFlows", keyFlows);
        var names = new HashSet<String>();
        keyFlows.forEach(flow -> Check.that(names.add(flow.name()), "keyFlows", "has '" + flow.name() + "' twice"));
        environments = Map.copyOf(environments);
        environments.keySet().forEach(name -> Check.matches("environments", name, NAME));
        Check.that(!environments.isEmpty(), "environments", "names at least one environment");
        for (var name : environments.keySet()) {
            requireOrder(environments, name);
        }
        for (var environment : environments.entrySet()) {
            requireRehearsals(
                    environments, environment.getKey(), environment.getValue().rehearsal());
        }
    }

    /** Going from each environment to the one before it comes to an end. */
    private static void requireOrder(Map<String, Environment> environments, String name) {
        var passed = new HashSet<String>();
        var at = environments.get(name);
        while (at != null && at.after() != null) {
            var before = at.after().environment();
            at = environments.get(before);
            Check.that(at != null, "environments", "has '" + name + "' after '" + before + "', which it does not have");
            Check.that(passed.add(before), "environments", "has '" + name + "' after itself");
        }
    }

    /** Users meet no rehearsal. */
    private static void requireRehearsals(
            Map<String, Environment> environments, String name, @Nullable Rehearsal rehearsal) {
        if (rehearsal == null || rehearsal.in() == null) {
            return;
        }
        var in = environments.get(rehearsal.in());
        Check.that(
                in != null && !in.isProduction(),
                "rehearsal.in",
                "of '" + name + "' names an environment of the same service that has 'production: false', but is '"
                        + rehearsal.in() + "'");
    }

    /**
     * Where, and how often, the way back of an environment is rehearsed, {@code in} being said; empty: none is asked for.
     *
     * @throws CatalogException if the service has no environment of that name
     */
    public Optional<Rehearsal> rehearsal(String name) {
        var environment = environment(name);
        var said = environment.rehearsal();
        if (said == null) {
            return environment.isProduction() ? before(environment).map(Rehearsal.USUAL::in) : Optional.empty();
        }
        return Optional.ofNullable(said.in())
                .or(() -> before(environment))
                .or(() -> Optional.of(name))
                .map(said::in);
    }

    /** The nearest environment before it that is no production. */
    private Optional<String> before(Environment environment) {
        var after = environment.after();
        if (after == null) {
            return Optional.empty();
        }
        var before = environment(after.environment());
        return before.isProduction() ? before(before) : Optional.of(after.environment());
    }

    /**
     * The environment of that name.
     *
     * @throws CatalogException if the service has none of that name
     */
    public Environment environment(String name) {
        var environment = environments.get(name);
        if (environment == null) {
            throw new CatalogException("The service '" + service + "' has no environment '" + name + "'; it has "
                    + environments.keySet().stream().sorted().toList());
        }
        return environment;
    }

    /**
     * An environment as plans and permits describe it.
     *
     * @throws CatalogException if the service has none of that name
     */
    public Place place(String name) {
        var environment = environment(name);
        return new Place(
                service,
                name,
                environment.target().json(),
                environment.traffic().json());
    }

    /** Where the artifact of a version lies (whether there is one or not). */
    public Path artifact(String version) {
        return artifacts.resolve(service + "-" + version + ".zip");
    }
}
