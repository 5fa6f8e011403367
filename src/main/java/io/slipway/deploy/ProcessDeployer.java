package io.slipway.deploy;

import io.slipway.artifact.AlteredException;
import io.slipway.catalog.Service;
import io.slipway.contract.ErrorCode;
import io.slipway.contract.Instance;
import io.slipway.permit.Permit;
import io.slipway.shell.Daemon;
import io.slipway.target.InstanceSlot;
import io.slipway.target.LocalTarget;
import io.slipway.target.NoRoomException;
import io.slipway.target.Version;
import io.slipway.worker.BusinessStop;
import io.slipway.worker.RetryableFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs instances as processes of this host, a new version beside the one that serves. */
final class ProcessDeployer implements Deployer {

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final LocalTarget target;

    ProcessDeployer(Service service, String environment) {
        this.target = new LocalTarget(service, environment);
    }

    @Override
    public Started start(Version version, Permit permit) throws InterruptedException {
        return change("Starting " + version, permit, () -> {
            var instances = new ArrayList<Instance>();
            var missing = new ArrayList<InstanceSlot>();
            for (var pair : pairs()) {
                var slot = pair.running(version);
                if (slot.isEmpty()) {
                    slot = Optional.of(pair.room(version, target.current().digest()));
                    missing.add(slot.get());
                }
                instances.add(slot.get().holding(version));
            }
            if (!missing.isEmpty()) {
                launch(version, missing);
            }
            return new Started(instances, missing.size());
        });
    }

    @Override
    public List<Instance> running() throws InterruptedException {
        return reached("Asking what runs", () -> target.alone(target::running));
    }

    @Override
    public void fenceOff(Permit permit) throws InterruptedException {
        change("Fencing off", permit, () -> true);
    }

    @Override
    public boolean runsExactly(Optional<Version> version) throws InterruptedException {
        var running = running();
        if (version.isEmpty()) {
            return running.isEmpty();
        }
        var names = reached(
                "Asking where it ran", () -> target.instancesOf(version.get().digest()));
        var wanted = version.get().digest();
        return running.stream().allMatch(instance -> instance.digest().equals(wanted))
                && running.stream().map(Instance::name).toList().equals(List.copyOf(names));
    }

    @Override
    public List<Instance> stopAllExcept(Optional<Version> version, Permit permit) throws InterruptedException {
        return change("Stopping all but " + version.map(Version::toString).orElse("nothing"), permit, () -> {
            if (version.isPresent()) {
                requireRunning(version.get());
            }
            stopOthers(version);
            target.current().pointTo(version);
            if (version.isPresent()) {
                target.returned(version.get());
            }
            return target.running();
        });
    }

    @Override
    public List<Instance> confirm(Version version, Permit permit) throws InterruptedException {
        return change("Confirming " + version, permit, () -> {
            requireRunning(version);
            target.current().pointTo(Optional.of(version));
            stopOthers(Optional.of(version));
            target.confirm(version);
            return target.running();
        });
    }

    private void launch(Version version, List<InstanceSlot> slots) throws IOException, InterruptedException {
        try {
            var folder = target.unpacked(version);
            for (var slot : slots) {
                if (!target.start(slot, version, folder)) {
                    throw new IOException("somebody else has just started something in " + slot.daemon());
                }
            }
        } catch (AlteredException e) {
            throw new BusinessStop(ErrorCode.BEHAVES_UNEXPECTEDLY, e.why());
        } catch (NoRoomException e) {
            throw new BusinessStop(ErrorCode.BEHAVES_UNEXPECTEDLY, String.valueOf(e.getMessage()));
        }
    }

    private void stopOthers(Optional<Version> kept) throws IOException, InterruptedException {
        var others = new ArrayList<Daemon>();
        for (var pair : pairs()) {
            others.addAll(pair.others(kept));
        }
        Daemon.stopAll(others, GRACE);
    }

    /** To stop the others when the one to keep is gone would end the service. */
    private void requireRunning(Version version) throws IOException, InterruptedException {
        for (var pair : pairs()) {
            pair.require(version);
        }
    }

    private List<SlotPair> pairs() {
        return target.slots().entrySet().stream()
                .map(slots -> new SlotPair(slots.getKey(), slots.getValue()))
                .toList();
    }

    private <T> T change(String what, Permit permit, LocalTarget.Work<T, RuntimeException> work)
            throws InterruptedException {
        return reached(what, () -> target.change(permit, work));
    }

    private <T> T reached(String what, LocalTarget.Work<T, RuntimeException> work) throws InterruptedException {
        try {
            return work.done();
        } catch (IOException e) {
            throw new RetryableFailure(what + " in " + target + " did not work: " + e.getMessage(), e);
        }
    }
}
