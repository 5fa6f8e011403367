package io.slipway.engine.release;

import io.slipway.catalog.Catalog;
import io.slipway.contract.Variable;
import io.slipway.engine.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where somebody wants a rollback rehearsed, validated. */
record RehearsalRequest(String service, String environment) {

    /**
     * Reads and validates the variables of a start.
     *
     * @throws Refusal naming the first field that is wrong, and what would be right
     */
    static RehearsalRequest read(Map<String, @Nullable Object> variables, Catalog catalog) {
        Words.requireOnly("a rehearsal", variables, Variable.START_OF_REHEARSAL);
        var service = ReleaseRequest.name(variables, Variable.SERVICE, ReleaseRequest.PLACES);
        var environment = ReleaseRequest.name(variables, Variable.ENVIRONMENT, ReleaseRequest.PLACES);
        ReleaseRequest.requirePlace(catalog, service, environment);
        return new RehearsalRequest(service, environment);
    }
}
