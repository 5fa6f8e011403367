package io.slipway.engine.release;

import io.slipway.catalog.Catalog;
import io.slipway.contract.Variable;
import io.slipway.engine.Refusal;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for when starting a release, validated. The form in the browser asks the same, but nobody has to
 * use it.
 */
record ReleaseRequest(
        String service,
        String version,
        String environment,
        String changeSummary,
        String businessImpact,
        @Nullable String dataRollback,
        @Nullable String rootCause,
        @Nullable String scalingSignal,
        @Nullable String requestedClass) {

    /** What a version may be called. */
    static final String VERSIONS = "[0-9A-Za-z][0-9A-Za-z.+-]{0,39}";

    /** What a service or an environment may be called. */
    static final String PLACES = "[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?";

    private static final Set<String> CLASSES = Set.of("low", "medium", "high", "emergency");
    /**
     * Reads and validates the variables of a start.
     *
     * @throws Refusal naming the first field that is wrong, and what would be right
     */
    static ReleaseRequest read(Map<String, @Nullable Object> variables, Catalog catalog) {
        Words.requireOnly("a release", variables, Variable.START);
        var request = new ReleaseRequest(
                name(variables, Variable.SERVICE, PLACES),
                name(variables, Variable.VERSION, VERSIONS),
                name(variables, Variable.ENVIRONMENT, PLACES),
                Words.sentence(Variable.CHANGE_SUMMARY.name(), variables.get(Variable.CHANGE_SUMMARY.name())),
                Words.sentence(Variable.BUSINESS_IMPACT.name(), variables.get(Variable.BUSINESS_IMPACT.name())),
                words(variables, Variable.DATA_ROLLBACK),
                words(variables, Variable.ROOT_CAUSE),
                words(variables, Variable.SCALING_SIGNAL),
                requestedClass(variables));
        request.existsIn(catalog);
        return request;
    }

    private void existsIn(Catalog catalog) {
        requirePlace(catalog, service, environment);
        var artifact = catalog.service(service).artifact(version);
        if (!Files.isRegularFile(artifact)) {
            throw new Refusal(
                    Variable.VERSION.name(),
                    "'" + service + "' has no version '" + version + "': there is no artifact " + artifact.getFileName()
                            + ". Build it, or name one that is built");
        }
    }

    /** @throws Refusal if the catalog has no such service, or the service no such environment */
    static void requirePlace(Catalog catalog, String service, String environment) {
        var found = catalog.find(service)
                .orElseThrow(() -> new Refusal(
                        Variable.SERVICE.name(),
                        "the catalog has no service '" + service + "'; it has "
                                + catalog.services().stream()
                                        .map(s -> s.service())
                                        .toList()));
        if (!found.environments().containsKey(environment)) {
            throw new Refusal(
                    Variable.ENVIRONMENT.name(),
                    "'" + service + "' has no environment '" + environment + "'; it has "
                            + new TreeSet<>(found.environments().keySet()));
        }
    }

    /** @throws Refusal if it is not given, or does not match */
    static String name(Map<String, @Nullable Object> variables, Variable<String> field, String pattern) {
        var value = text(variables, field).strip();
        if (value.isEmpty()) {
            throw new Refusal(field.name(), "must be given");
        }
        if (!value.matches(pattern)) {
            throw new Refusal(field.name(), "is not a " + field.name() + "'s name: it must match " + pattern);
        }
        return value;
    }

    private static @Nullable String words(Map<String, @Nullable Object> variables, Variable<String> field) {
        return Words.optional(field.name(), variables.get(field.name())).orElse(null);
    }

    private static @Nullable String requestedClass(Map<String, @Nullable Object> variables) {
        if (variables.get(Variable.REQUESTED_CLASS.name()) == null) {
            return null;
        }
        var value = text(variables, Variable.REQUESTED_CLASS);
        if (!value.isEmpty() && !CLASSES.contains(value)) {
            throw new Refusal(
                    Variable.REQUESTED_CLASS.name(), "must be one of " + new TreeSet<>(CLASSES) + ", or absent");
        }
        return value.isEmpty() ? null : value;
    }

    private static String text(Map<String, @Nullable Object> variables, Variable<String> field) {
        return Words.text(field.name(), variables.get(field.name()));
    }
}
