package io.slipway.deploy;

import io.slipway.contract.ErrorCode;
import io.slipway.shell.Daemon;
import io.slipway.target.InstanceSlot;
import io.slipway.target.Version;
import io.slipway.worker.BusinessStop;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The two slots of one instance: while a version serves from one, the next is started in the other.
 *
 * @param name of the instance
 * @param slots both
 */
record SlotPair(String name, List<InstanceSlot> slots) {

    private static final Duration GRACE = Duration.ofSeconds(5);

    /** The slot that the version runs in. */
    Optional<InstanceSlot> running(Version version) throws IOException, InterruptedException {
        for (var slot : slots) {
            if (digest(slot).filter(version.digest()::equals).isPresent()) {
                return Optional.of(slot);
            }
        }
        return Optional.empty();
    }

    /** @throws IOException if the version does not run */
    void require(Version version) throws IOException, InterruptedException {
        if (running(version).isEmpty()) {
            throw new IOException("the instance " + name + " of " + version + " does not run, so nothing was stopped."
                    + " Look into its log below " + slots.get(0).daemon() + ", and start it again or roll back");
        }
    }

    /**
     * A slot for a version that does not run yet. If none is free, what an earlier attempt left is stopped; never what
     * serves.
     *
     * @param current the digest of the version that serves
     * @throws BusinessStop if both are taken and it is not certain which one serves
     */
    InstanceSlot room(Version version, Optional<String> current) throws IOException, InterruptedException {
        var leftOver = new ArrayList<InstanceSlot>();
        for (var slot : slots) {
            var digest = digest(slot);
            if (digest.isEmpty()) {
                return slot;
            }
            if (!digest.equals(current)) {
                leftOver.add(slot);
            }
        }
        if (leftOver.size() != 1) {
            throw new BusinessStop(
                    ErrorCode.BEHAVES_UNEXPECTEDLY,
                    "There is no room for the instance " + name + " of " + version
                            + ": both of its ports are taken, and"
                            + " which of them serves is not certain, so neither was stopped. Stop the one that does"
                            + " not serve");
        }
        leftOver.get(0).daemon().stop(GRACE);
        return leftOver.get(0);
    }

    /** What runs here and is not to be kept. */
    List<Daemon> others(Optional<Version> kept) throws IOException, InterruptedException {
        var others = new ArrayList<Daemon>();
        for (var slot : slots) {
            var digest = digest(slot);
            if (digest.isPresent() && !digest.equals(kept.map(Version::digest))) {
                others.add(slot.daemon());
            }
        }
        return others;
    }

    private static Optional<String> digest(InstanceSlot slot) throws IOException, InterruptedException {
        return slot.running().map(instance -> instance.digest());
    }
}
