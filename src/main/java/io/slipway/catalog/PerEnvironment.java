package io.slipway.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A part of every environment, made by the kind that the catalog names. A kind that nobody knows, or a wrong setting, stops the
 * application's start.
 *
 * @param <T> the part
 */
public final class PerEnvironment<T> {

    /** What makes a part of an environment. */
    public interface Maker<K, T> {

        /** @throws CatalogException if the settings are wrong */
        T make(K kind, Service service, String environment);
    }

    private final Map<String, T> parts = new HashMap<>();

    /**
     * Makes all of them.
     *
     * @param what the part's name for people
     * @param part where the catalog describes it
     * @param kinds that there are
     * @param name of a kind, as the catalog writes it
     * @throws CatalogException if one of them cannot be made; the message says which, and why
     */
    public <K> PerEnvironment(
            String what,
            Catalog catalog,
            Function<Environment, Part> part,
            List<K> kinds,
            Function<K, String> name,
            Maker<K, T> maker) {
        for (var service : catalog.services()) {
            service.environments().forEach((environment, described) -> {
                var place = "The " + what + " of " + service.service() + " in " + environment;
                var kind = known(place, part.apply(described).kind(), kinds, name);
                try {
                    parts.put(key(service.service(), environment), maker.make(kind, service, environment));
                } catch (CatalogException e) {
                    throw new CatalogException(place + ": " + e.getMessage(), e);
                }
            });
        }
    }

    private static <K> K known(String place, String wanted, List<K> kinds, Function<K, String> name) {
        return kinds.stream()
                .filter(kind -> name.apply(kind).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new CatalogException(place + " is of the unknown kind '" + wanted + "'; known: "
                        + kinds.stream().map(name).sorted().toList()));
    }

    /**
     * The part of an environment.
     *
     * @throws CatalogException if the catalog has no such environment
     */
    public T of(String service, String environment) {
        var part = parts.get(key(service, environment));
        if (part == null) {
            throw new CatalogException(
                    "The catalog has no " + key(service, environment) + "; it has " + parts.keySet());
        }
        return part;
    }

    private static String key(String service, String environment) {
        return service + "/" + environment;
    }
}
