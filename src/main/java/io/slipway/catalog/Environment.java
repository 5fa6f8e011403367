package io.slipway.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a service runs.
 *
 * @param variables the file with the service's environment variables there, {@code NAME=value} a line; its values never
 *     leave the target
 * @param settlingTime how long started instances get before they are looked at
 * @param verification what real traffic must look like
 * @param target what instances run on
 * @param traffic what hands requests to instances
 * @param monitoring what watches the instances, and raises alerts
 * @param address where users reach it
 * @param production whether users depend on it; absent: they do. What is no production is released from any branch
 * @param after where a version proves itself before it comes here; production has one
 * @param calendar when people may release to it; production has one
 * @param rollbackWithin the longest that a rollback may take there; absent: five minutes
 * @param rollbackWindow how long after its confirmation a release can be rolled back, at least seven days; absent: as long as
 *     nothing else is confirmed
 * @param rehearsal where its way back is rehearsed, and how often; absent: production's is in the environment before it, others'
 *     nowhere
 * @param patching how well its host has to be patched
 * @param sudo what its instances' user may do by sudo, a line each as {@code sudo -l} writes it; absent: nothing
 * @param strategy how a new version gets the traffic; absent: all at once
 * @param database where it keeps its data; absent: nobody said that it has a database
 */
public record Environment(
        @JsonProperty(required = true) Path variables,
        @JsonProperty(required = true) Duration settlingTime,
        @JsonProperty(required = true) Verification verification,
        @JsonProperty(required = true) Part target,
        @JsonProperty(required = true) Part traffic,
        @JsonProperty(required = true) Part monitoring,
        @JsonProperty(required = true) UserAddress address,
        @Nullable Boolean production,
        @Nullable After after,
        @Nullable Calendar calendar,
        Duration rollbackWithin,
        @Nullable Duration rollbackWindow,
        @Nullable Rehearsal rehearsal,
        Patching patching,
        List<String> sudo,
        Strategy strategy,
        @Nullable Database database) {

    private static final Duration ROLLBACK = Duration.ofMinutes(5);
    private static final Duration LEAST_WINDOW = Duration.ofDays(7);
    private static final Duration START = Duration.ofSeconds(8);

    public Environment {
        // absent in the file
        rollbackWithin = rollbackWithin == null ? ROLLBACK : rollbackWithin;
        Check.positive("rollbackWithin", rollbackWithin);
        Check.that(
                rollbackWindow == null || rollbackWindow.compareTo(LEAST_WINDOW) >= 0,
                "rollbackWindow",
                "is at least " + LEAST_WINDOW
                        + ": what is bad shows late. Leave it out, and a release can be rolled back as"
                        + " long as nothing else is confirmed");
        patching = patching == null ? Patching.USUAL : patching;
        sudo = sudo == null ? List.of() : List.copyOf(sudo);
        strategy = strategy == null ? Strategy.ALL_AT_ONCE : strategy;
        variables = CatalogFile.resolve(variables);
        Check.positive("settlingTime", settlingTime);
        Check.that(
                after != null || Boolean.FALSE.equals(production),
                "after",
                "names the environment that a version proves itself in before it comes to production, such as"
                        + " {environment: staging, soak: PT24H}. If users do not depend on this one, say"
                        + " 'production: false'");
        Check.that(
                calendar != null || Boolean.FALSE.equals(production),
                "calendar",
                "says at least whose Friday it is before something comes to production, such as"
                        + " {timeZone: Europe/Vienna}. If users do not depend on this environment, say"
                        + " 'production: false'");
    }

    /** How long a version may take until it is healthy: what takes longer than the whole rollback may is no way back. */
    public Duration startWithin() {
        return rollbackWithin.compareTo(START) < 0 ? rollbackWithin : START;
    }

    /** Whether users depend on it: unless the catalog says that they do not. */
    public boolean isProduction() {
        return !Boolean.FALSE.equals(production);
    }
}
