package io.slipway.monitor;

import io.slipway.contract.Instance;
import io.slipway.shell.Daemon;
import io.slipway.target.LocalTarget;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Which process an instance is. */
final class InstanceProcess {

    private InstanceProcess() {}

    /** Its id on this host; empty: it does not run here. */
    static Optional<Long> of(LocalTarget target, Instance instance) throws IOException, InterruptedException {
        for (var slot : target.slots().getOrDefault(instance.name(), List.of())) {
            if (slot.address().equals(instance.address())
                    && slot.daemon().state() instanceof Daemon.State.Running running) {
                return Optional.of(running.pid());
            }
        }
        return Optional.empty();
    }
}
