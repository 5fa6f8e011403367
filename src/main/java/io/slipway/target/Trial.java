package io.slipway.target;

import io.slipway.artifact.AlteredException;
import io.slipway.catalog.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A version that is tried out beside what runs, before anybody has said yes to it: in a folder of its own below the target's, on the
 * spare port, and with other variables than those of the environment where that is said. Nothing that serves is touched, so it
 * needs no permit. Of each target there is one trial at a time; what one left that was cut short ends with the next.
 */
public final class Trial implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Service service;
    private final Path variables;
    private final InstanceSlot slot;
    private final ReleaseFolders folders;
    private final TargetLock lock;

    private Trial(Service service, Path variables, InstanceSlot slot, ReleaseFolders folders, TargetLock lock) {
        this.service = service;
        this.variables = variables;
        this.slot = slot;
        this.folders = folders;
        this.lock = lock;
    }

    /** @throws TargetBusyException if another one goes on for longer than a few seconds */
    static Trial begin(Service service, Path variables, ProcessTarget settings)
            throws IOException, InterruptedException {
        var root = root(settings);
        var lock = TargetLock.take(root);
        try {
            var slot = slot(settings);
            slot.daemon().stop(Duration.ZERO);
            return new Trial(service, variables, slot, new ReleaseFolders(root, settings.keptFree()), lock);
        } catch (IOException | InterruptedException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Where it is started. */
    static InstanceSlot slot(ProcessTarget settings) {
        return new InstanceSlot(root(settings), "trial", settings.sparePort());
    }

    private static Path root(ProcessTarget settings) {
        return settings.root().resolve("trial");
    }

    public InstanceSlot slot() {
        return slot;
    }

    /** The variables of the environment that a version would be told here beside the others. */
    public Map<String, String> variables(Set<String> others) throws IOException {
        var told = new LinkedHashMap<>(VariablesFile.read(variables));
        told.keySet().removeAll(others);
        return told;
    }

    /**
     * Starts a version, from bytes with its digest.
     *
     * @param instead variables that take the place of the environment's
     * @throws AlteredException if its bytes are missing or other than the digest says
     */
    public void start(Version version, Map<String, String> instead)
            throws IOException, InterruptedException, AlteredException {
        start(version, instead, service.artifact(version.number()));
    }

    /**
     * Starts a version that the target holds, from a copy of the bytes that are kept there.
     *
     * @param preserved its release folder, found intact
     * @param instead variables that take the place of the environment's
     * @throws AlteredException if the bytes beside that folder are missing or other than the digest says
     */
    public void startPreserved(Version version, Path preserved, Map<String, String> instead)
            throws IOException, InterruptedException, AlteredException {
        start(version, instead, preserved.resolveSibling(version.digest() + ".zip"));
    }

    private void start(Version version, Map<String, String> instead, Path artifact)
            throws IOException, InterruptedException, AlteredException {
        var told = variables(instead.keySet());
        told.putAll(instead);
        var folder = folders.unpacked(version, artifact);
        if (!slot.start(service.command(), told, version, folder)) {
            throw new IOException("something else runs in " + slot.daemon());
        }
    }

    /** Stops what was started. */
    public void stop() throws IOException, InterruptedException {
        slot.daemon().stop(GRACE);
    }

    /** Stops what was started, and takes its files away; what it said stays in its log. */
    @Override
    public void close() throws IOException {
        try {
            stop();
            folders.deleteAllExcept(Set.of());
        } catch (InterruptedException e) {
            // whoever calls off has to wait for this; the next trial ends what is left
            Thread.currentThread().interrupt();
        } finally {
            lock.close();
        }
    }
}
