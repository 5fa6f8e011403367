package io.slipway.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every service that can be released. */
public final class Catalog {

    private final Map<String, Service> services;

    public Catalog(Collection<Service> services) {
        this.services = services.stream()
                .collect(Collectors.toMap(Service::service, Function.identity(), (a, b) -> a, TreeMap::new));
    }

    /**
     * Reads every {@code *.yaml} file of the folder.
     *
     * @throws CatalogException if the folder or a file cannot be used as it is
     */
    public static Catalog read(Path folder) {
        try (var files = Files.list(folder)) {
            return new Catalog(files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted(Comparator.naturalOrder())
                    .map(CatalogFile::read)
                    .toList());
        } catch (IOException e) {
            throw new CatalogException("The catalog's folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The service of that name, empty if there is none. */
    public Optional<Service> find(String name) {
        return Optional.ofNullable(services.get(name));
    }

    /**
     * The service of that name.
     *
     * @throws CatalogException if there is none
     */
    public Service service(String name) {
        return find(name)
                .orElseThrow(() ->
                        new CatalogException("The catalog has no service '" + name + "'; it has " + services.keySet()));
    }

    public Collection<Service> services() {
        return services.values();
    }
}
