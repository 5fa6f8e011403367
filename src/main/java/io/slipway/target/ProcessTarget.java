package io.slipway.target;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.slipway.catalog.CatalogException;
import io.slipway.catalog.Environment;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Settings of a target of kind {@value #KIND}: processes on the host that Slipway's workers run on.
 *
 * @param root the folder that holds all that belongs to the environment
 * @param instances by name, the two ports of each: one for the version that serves, one for the next
 * @param sparePort where a rollback is tried before it is needed
 */
public record ProcessTarget(
        @JsonProperty(required = true) Path root,
        @JsonProperty(required = true) Map<String, List<Integer>> instances,
        @JsonProperty(required = true) int sparePort) {

    public static final String KIND = "process";

    public ProcessTarget {
        instances = new TreeMap<>(instances);
        refuseUnless(!instances.isEmpty(), "'target.instances' names at least one instance");
        var ports = new HashSet<Integer>();
        refuseUnless(ports.add(checked(sparePort)), "");
        instances.forEach((name, pair) -> {
            refuseUnless(
                    name.matches("[a-z0-9][a-z0-9-]{0,39}") && !name.equals("spare"),
                    "'target.instances': '" + name + "' is no name for an instance: up to 40 lower-case letters,"
                            + " digits and hyphens, and not 'spare'");
            refuseUnless(
                    pair.size() == 2, "'target.instances." + name + "' has exactly two ports, but has " + pair.size());
            pair.forEach(port -> refuseUnless(
                    ports.add(checked(port)), "'target' uses the port " + port + " twice; every port is used once"));
        });
    }

    /**
     * The target of an environment, its root made absolute.
     *
     * @throws CatalogException if its kind is another or a setting is wrong
     */
    public static ProcessTarget of(Environment environment) {
        var part = environment.target();
        if (!part.kind().equals(KIND)) {
            throw new CatalogException(
                    "A target of kind '" + part.kind() + "' holds no processes of this host; only '" + KIND + "' does");
        }
        var settings = part.as(ProcessTarget.class);
        var root = part.resolve(settings.root()).toAbsolutePath().normalize();
        return new ProcessTarget(root, settings.instances(), settings.sparePort());
    }

    private static int checked(int port) {
        refuseUnless(port > 0 && port < 65536, "'target': a port is from 1 to 65535, but one is " + port);
        return port;
    }

    private static void refuseUnless(boolean right, String why) {
        if (!right) {
            throw new IllegalArgumentException(why);
        }
    }
}
