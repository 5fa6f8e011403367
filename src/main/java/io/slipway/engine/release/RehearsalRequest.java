package io.slipway.engine.release;

import io.slipway.catalog.Catalog;
import io.slipway.contract.Variable;
import io.slipway.engine.Refusal;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where somebody wants a rollback rehearsed, validated. */
record RehearsalRequest(String service, String environment) {

    private static final Set<String> NAMES =
            Variable.START_OF_REHEARSAL.stream().map(Variable::name).collect(Collectors.toUnmodifiableSet());

    /**
     * Reads and validates the variables of a start.
     *
     * @throws Refusal naming the first field that is wrong, and what would be right
     */
    static RehearsalRequest read(Map<String, @Nullable Object> variables, Catalog catalog) {
        var unknown = new TreeSet<>(variables.keySet());
        unknown.removeAll(NAMES);
        if (!unknown.isEmpty()) {
            throw new Refusal(
                    unknown.first(), "a rehearsal is not started with this; it takes " + new TreeSet<>(NAMES));
        }
        var service = ReleaseRequest.name(variables, Variable.SERVICE, ReleaseRequest.PLACES);
        var environment = ReleaseRequest.name(variables, Variable.ENVIRONMENT, ReleaseRequest.PLACES);
        ReleaseRequest.requirePlace(catalog, service, environment);
        return new RehearsalRequest(service, environment);
    }
}
