package io.slipway.target;

import io.slipway.artifact.AlteredException;
import io.slipway.artifact.ArtifactFile;
import io.slipway.catalog.Environment;
import io.slipway.catalog.Service;
import io.slipway.contract.Instance;
import io.slipway.permit.Permit;
import io.slipway.permit.PermitRefusedException;
import io.slipway.shell.Daemon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One environment of a service on this host. Its folder holds {@code releases}, {@code instances}, {@code confirmed},
 * the link {@code current} to the release that serves, the highest {@code fence} seen, and a {@code lock}.
 *
 * <p>Over 150 lines: whatever is done to this folder is done here, under its one lock.
 */
public final class LocalTarget {

    private final Service service;
    private final String name;
    private final Environment environment;
    private final ProcessTarget settings;
    private final ReleaseFolders releases;
    private final ConfirmedVersions confirmed;

    /** @throws io.slipway.catalog.CatalogException if the environment's target is of another kind or badly set */
    public LocalTarget(Service service, String name) {
        this.service = service;
        this.name = name;
        this.environment = service.environment(name);
        this.settings = ProcessTarget.of(environment);
        this.releases = new ReleaseFolders(settings.root(), settings.keptFree());
        this.confirmed = new ConfirmedVersions(settings.root());
    }

    /** Something that is done to a target. */
    public interface Work<T, E extends Exception> {
        T done() throws IOException, InterruptedException, E;
    }

    /**
     * Changes something, with a permit, while nobody else works on this target: the permit's fence and the change are one
     * step to everybody else.
     *
     * @throws PermitRefusedException if the permit is for another target, has expired while this waited, or was overtaken
     * @throws IOException if another worker is at work for longer than a few seconds
     */
    public <T, E extends Exception> T change(Permit permit, Work<T, E> work)
            throws IOException, InterruptedException, E {
        return alone(() -> {
            permit.requireAt(service.place(name));
            permit.requireFresh(Instant.now());
            new TargetFence(settings.root()).raise(permit);
            return work.done();
        });
    }

    /**
     * Looks at something while nobody else works on this target.
     *
     * @throws IOException if another worker is at work for longer than a few seconds
     */
    public <T, E extends Exception> T alone(Work<T, E> work) throws IOException, InterruptedException, E {
        try (var held = TargetLock.take(settings.root())) {
            return work.done();
        }
    }

    public ConfirmedVersions confirmed() {
        return confirmed;
    }

    /** The two slots of every instance, by its name. */
    public Map<String, List<InstanceSlot>> slots() {
        var slots = new TreeMap<String, List<InstanceSlot>>();
        settings.instances()
                .forEach((name, ports) -> slots.put(
                        name,
                        ports.stream()
                                .map(port -> new InstanceSlot(settings.root(), name, port))
                                .toList()));
        return slots;
    }

    /**
     * The names of the instances that a version runs on where it is confirmed: those that ran it then. One that the catalog has
     * had since does not run it, and nothing is wrong with that. Where nobody wrote down which ran it, or the catalog has
     * none of them any more, all have to: that nothing is asked is no answer.
     */
    public Set<String> instancesOf(String digest) throws IOException {
        var all = slots().keySet();
        var then = new TreeSet<>(all);
        then.retainAll(confirmed.instances(digest).orElse(all));
        return then.isEmpty() ? new TreeSet<>(all) : then;
    }

    /** Where a rollback is tried. */
    public InstanceSlot spare() {
        return new InstanceSlot(settings.root(), "spare", settings.sparePort());
    }

    /**
     * Begins to try something out beside what runs.
     *
     * @throws TargetBusyException if another trial goes on for longer than a few seconds
     */
    public Trial trial() throws IOException, InterruptedException {
        return Trial.begin(service, environment.variables(), settings);
    }

    /** Ends what was tried on the spare port, and cut short. */
    public void clearSpare() throws IOException, InterruptedException {
        Daemon.stopAll(List.of(spare().daemon(), Trial.slot(settings).daemon()), Duration.ZERO);
    }

    /** The two slots of every instance, and the one where a rollback is tried. */
    public List<InstanceSlot> everySlot() {
        return Stream.concat(slots().values().stream().flatMap(List::stream), Stream.of(spare()))
                .toList();
    }

    /** Asks the host which instances run; the spare slot does not count. */
    public List<Instance> running() throws IOException, InterruptedException {
        var running = new ArrayList<Instance>();
        for (var slots : slots().values()) {
            for (var slot : slots) {
                slot.running().ifPresent(running::add);
            }
        }
        return running;
    }

    /**
     * The folder of a version, checked file by file; unpacked first if it was not there, when what nobody goes back to, such
     * as releases that failed, was cleared away.
     *
     * @throws NoRoomException if there is no room for it; nothing is left half written
     * @throws AlteredException if its bytes are missing or other than the digest says
     */
    public Path unpacked(Version version) throws IOException, InterruptedException, AlteredException {
        if (!releases.hold(version)) {
            clearAway(version);
        }
        return releases.unpacked(version, service.artifact(version.number()));
    }

    /**
     * Looks whether a version that is to be released goes onto the disk, once what nobody goes back to is cleared away.
     *
     * @throws NoRoomException if it does not
     */
    public void requireRoom(String number) throws IOException, InterruptedException {
        var artifact = service.artifact(number);
        if (Files.isRegularFile(artifact)) {
            var version = new Version(number, new ArtifactFile(artifact).digest());
            releases.requireRoom(version, artifact, kept(version));
        }
    }

    /**
     * The folder of a version that was here before, checked file by file without the folder of artifacts.
     *
     * @throws AlteredException if its bytes are missing or other than the digest says; also if the artifact, where one
     *     still lies in the folder of artifacts, is another
     */
    public Path preserved(Version version) throws IOException, AlteredException {
        var artifact = service.artifact(version.number());
        if (Files.exists(artifact)) {
            ReleaseFolders.checkBytes(version, artifact);
        }
        return releases.intact(version);
    }

    /**
     * Starts a version in a slot, from a release folder that was found intact.
     *
     * @return false if something runs there already
     */
    public boolean start(InstanceSlot slot, Version version, Path folder) throws IOException, InterruptedException {
        return slot.start(service.command(), VariablesFile.read(environment.variables()), version, folder);
    }

    /** The version that serves. */
    public CurrentLink current() {
        return new CurrentLink(settings.root());
    }

    /**
     * Records that a version which was confirmed here before is back: it is the last confirmed one again, and is kept as such.
     * Idempotent; does nothing where it was the last one all the time.
     */
    public void returned(Version version) throws IOException, InterruptedException {
        confirmed.add(version, where(version));
    }

    private Set<String> where(Version version) throws IOException, InterruptedException {
        return running().stream()
                .filter(instance -> instance.digest().equals(version.digest()))
                .map(Instance::name)
                .collect(Collectors.toSet());
    }

    /** Records that a version is confirmed, and clears away releases that are too old to go back to. Idempotent. */
    public void confirm(Version version) throws IOException, InterruptedException {
        confirmed.add(version, where(version));
        clearAway(version);
    }

    private void clearAway(Version wanted) throws IOException, InterruptedException {
        releases.deleteAllExcept(kept(wanted));
    }

    /** The last confirmed ones stay, whatever was tried in between, and what serves or runs. */
    private Set<String> kept(Version wanted) throws IOException, InterruptedException {
        var digests = confirmed.digests();
        var kept =
                new HashSet<>(digests.subList(Math.max(0, digests.size() - settings.keepVersions()), digests.size()));
        kept.add(wanted.digest());
        current().digest().ifPresent(kept::add);
        running().forEach(instance -> kept.add(instance.digest()));
        return kept;
    }

    @Override
    public String toString() {
        return settings.root().toString();
    }
}
