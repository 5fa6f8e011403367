package io.slipway.engine.release;

import io.slipway.catalog.Catalog;
import io.slipway.contract.Variable;
import io.slipway.engine.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for who rolls back a confirmed release, validated.
 *
 * @param version that is confirmed there, and is not to stay
 * @param reason in that person's words
 */
record RollbackRequest(String service, String environment, String version, String reason) {

    /**
     * Reads and validates the variables of a start.
     *
     * @throws Refusal naming the first field that is wrong, and what would be right
     */
    static RollbackRequest read(Map<String, @Nullable Object> variables, Catalog catalog) {
        Words.requireOnly("a rollback", variables, Variable.START_OF_ROLLBACK);
        var service = ReleaseRequest.name(variables, Variable.SERVICE, ReleaseRequest.PLACES);
        var environment = ReleaseRequest.name(variables, Variable.ENVIRONMENT, ReleaseRequest.PLACES);
        ReleaseRequest.requirePlace(catalog, service, environment);
        return new RollbackRequest(
                service,
                environment,
                ReleaseRequest.name(variables, Variable.ROLLED_BACK_VERSION, ReleaseRequest.VERSIONS),
                Words.sentence(Variable.ROLLBACK_REASON.name(), variables.get(Variable.ROLLBACK_REASON.name())));
    }
}
