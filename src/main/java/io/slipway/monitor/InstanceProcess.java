package io.slipway.monitor;

import io.slipway.contract.Instance;
import io.slipway.shell.Daemon;
import io.slipway.target.LocalTarget;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which processes an instance is. */
final class InstanceProcess {

    private InstanceProcess() {}

    /** Its program's id on this host; empty: it does not run here. */
    static Optional<Long> of(LocalTarget target, Instance instance) throws IOException, InterruptedException {
        var daemon = daemon(target, instance);
        return daemon.isPresent() && daemon.get().state() instanceof Daemon.State.Running running
                ? Optional.of(running.pid())
                : Optional.empty();
    }

    /** The ids of its program and of all that it started; none: it does not run here. */
    static List<Long> all(LocalTarget target, Instance instance) throws IOException, InterruptedException {
        var daemon = daemon(target, instance);
        return daemon.isPresent() ? daemon.get().pids() : List.of();
    }

    /** What it has written since it was started, if that is at most so many bytes. */
    static byte[] said(LocalTarget target, Instance instance, int most) throws IOException {
        return daemon(target, instance)
                .orElseThrow(() -> new IOException("it does not run here"))
                .said(most);
    }

    /** The same, of a longer one only so many bytes of its beginning and of its end. */
    static byte[] said(LocalTarget target, Instance instance, int first, int last) throws IOException {
        return daemon(target, instance)
                .orElseThrow(() -> new IOException("it does not run here"))
                .said(first, last);
    }

    /** Since when its program runs; empty: it does not run here, or the host does not say. */
    static Optional<Instant> since(LocalTarget target, Instance instance) throws IOException, InterruptedException {
        var daemon = daemon(target, instance);
        return daemon.isPresent() ? daemon.get().since() : Optional.empty();
    }

    private static Optional<Daemon> daemon(LocalTarget target, Instance instance) {
        return target.slots().getOrDefault(instance.name(), List.of()).stream()
                .filter(slot -> slot.address().equals(instance.address()))
                .map(slot -> slot.daemon())
                .findFirst();
    }
}
