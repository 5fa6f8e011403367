package io.slipway.prepare;

import io.slipway.catalog.CatalogException;
import io.slipway.catalog.Service;
import io.slipway.contract.Instance;
import io.slipway.shell.Daemon;
import io.slipway.shell.LivingProcess;
import io.slipway.target.InstanceSlot;
import io.slipway.target.LocalTarget;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * What the running instances of a version were started with, asked of their processes. Values are compared here and go nowhere.
 *
 * @param started by instance: variables by name
 */
record LiveVariables(Map<String, Map<String, String>> started) {

    static final LiveVariables NONE = new LiveVariables(Map.of());

    /** @throws IOException if that of one instance is not known, also because it does not run; the message holds no value */
    static LiveVariables of(Service service, String environment, String digest)
            throws IOException, InterruptedException {
        var started = new TreeMap<String, Map<String, String>>();
        try {
            for (var slots : new LocalTarget(service, environment).slots().entrySet()) {
                started.put(slots.getKey(), started(slots.getKey(), slots.getValue(), digest));
            }
        } catch (CatalogException e) {
            throw new IOException(e.getMessage(), e);
        }
        return new LiveVariables(started);
    }

    private static Map<String, String> started(String name, List<InstanceSlot> slots, String digest)
            throws IOException, InterruptedException {
        for (var slot : slots) {
            if (slot.running().map(Instance::digest).filter(digest::equals).isPresent()
                    && slot.daemon().state() instanceof Daemon.State.Running running) {
                return read(name, running.pid(), digest);
            }
        }
        throw new IOException("the environment of instance '" + name
                + "' is not known: it does not run the confirmed version. Have it run, and check again");
    }

    private static Map<String, String> read(String name, long pid, String digest) throws IOException {
        Map<String, String> variables;
        try {
            variables = new LivingProcess(pid).environment();
        } catch (IOException e) {
            throw new IOException(
                    "the environment of instance '" + name + "' (process " + pid + ") cannot be read: " + e
                            + ". Only the account that it runs as may read it",
                    e);
        }
        if (!digest.equals(variables.get(InstanceSlot.DIGEST))) {
            throw new IOException("process " + pid + " of instance '" + name
                    + "' was started as another version than the confirmed one");
        }
        return variables;
    }

    /** Names that an instance was started with, and that have nothing in the file any more. */
    Collection<String> gone(Collection<String> names, Map<String, String> file) {
        return where(names, (name, value) -> !value.isBlank() && isBlank(file, name));
    }

    /** Names that an instance was started with, and that have another value in the file. */
    Collection<String> changed(Collection<String> names, Map<String, String> file) {
        return where(names, (name, value) -> !value.isBlank() && !isBlank(file, name) && !value.equals(file.get(name)));
    }

    /** Names that have something in the file, and that an instance was started without. */
    Collection<String> added(Collection<String> names, Map<String, String> file) {
        return where(names, (name, value) -> value.isBlank() && !isBlank(file, name));
    }

    private Collection<String> where(Collection<String> names, BiPredicate<String, String> is) {
        var found = new TreeSet<String>();
        for (var variables : started.values()) {
            names.stream()
                    .filter(name -> !InstanceSlot.OWN.contains(name))
                    .filter(name -> is.test(name, variables.getOrDefault(name, "")))
                    .forEach(found::add);
        }
        return found;
    }

    private static boolean isBlank(Map<String, String> file, String name) {
        return file.getOrDefault(name, "").isBlank();
    }

    @Override
    public String toString() {
        return "LiveVariables" + started.keySet();
    }
}
