package io.slipway.target;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.slipway.catalog.CatalogException;
import io.slipway.catalog.Environment;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.util.unit.DataSize;

/**
 * Settings of a target of kind {@value #KIND}: processes on the host that Slipway's workers run on.
 *
 * @param root the folder that holds all that belongs to the environment
 * @param instances by name, the two ports of each: one for the version that serves, one for the next
 * @param sparePort where a rollback is tried before it is needed
 * @param keepVersions how many of the versions that were confirmed last stay deployable; absent: three
 * @param keepFree what stays free on the disk when a version was written, such as {@code 2GB}; absent: 256 MB
 */
public record ProcessTarget(
        @JsonProperty(required = true) Path root,
        @JsonProperty(required = true) Map<String, List<Integer>> instances,
        @JsonProperty(required = true) int sparePort,
        Integer keepVersions,
        String keepFree) {

    public static final String KIND = "process";

    private static final int KEPT = 3;
    private static final String FREE = "256MB";

    public ProcessTarget {
        // absent in the file
        keepVersions = keepVersions == null ? KEPT : keepVersions;
        keepFree = keepFree == null ? FREE : keepFree;
        refuseUnless(keepVersions > 0, "'target.keepVersions' is at least 1: the way back is the last one");
        refuseUnless(isSize(keepFree), "'target.keepFree' is a size such as 512MB or 2GB, but is '" + keepFree + "'");
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
        return new ProcessTarget(
                root, settings.instances(), settings.sparePort(), settings.keepVersions(), settings.keepFree());
    }

    /** What stays free on the disk, in bytes. */
    long keptFree() {
        return DataSize.parse(keepFree).toBytes();
    }

    private static boolean isSize(String text) {
        try {
            return !DataSize.parse(text).isNegative();
        } catch (IllegalArgumentException | ArithmeticException e) {
            return false;
        }
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
