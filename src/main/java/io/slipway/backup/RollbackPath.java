package io.slipway.backup;

import io.slipway.artifact.AlteredException;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.probe.Health;
import io.slipway.probe.HealthProbe;
import io.slipway.target.InstanceSlot;
import io.slipway.target.Version;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Tries the way back (BACK-3): the confirmed version is started from its preserved files, beside all that runs. */
@Component
final class RollbackPath {

    private static final Duration GRACE = Duration.ofSeconds(2);

    private final HealthProbe probe;

    RollbackPath(HealthProbe probe) {
        this.probe = probe;
    }

    Finding prove(ConfirmedTarget place) throws IOException, InterruptedException, AlteredException {
        if (place.confirmed().isEmpty()) {
            return Finding.pass(
                    Rule.BACK_3,
                    "This is the first release here: the way back is to remove it",
                    Map.of("rollback", "remove"));
        }
        return place.target()
                .<Finding, AlteredException>change(
                        place.permit(), () -> tryOut(place, place.confirmed().get()));
    }

    private Finding tryOut(ConfirmedTarget place, Version version)
            throws IOException, InterruptedException, AlteredException {
        var target = place.target();
        var folder = target.preserved(version);
        var slot = target.spare();
        target.clearSpare();
        if (!slot.isFree()) {
            return Finding.unknown(
                    Rule.BACK_3,
                    "The rollback to " + version + " could not be tried: somebody else listens on the spare port "
                            + slot.port() + ". Free it, or set another 'sparePort' in the catalog",
                    facts(version, slot));
        }
        try {
            target.start(slot, version, folder);
            return judge(
                    slot, version, place.service().health(), place.environment().startWithin());
        } finally {
            slot.daemon().stop(GRACE);
        }
    }

    private Finding judge(InstanceSlot slot, Version version, String path, Duration patience)
            throws IOException, InterruptedException {
        var begin = Instant.now();
        var health = probe.await(slot.address(), path, slot.daemon()::isStopped, patience);
        if (health instanceof Health.Down down) {
            return failed(slot, version, down.why());
        }
        var up = (Health.Up) health;
        return new Health.Up(version.number(), version.digest()).equals(up)
                ? Finding.pass(
                        Rule.BACK_3,
                        version + " was started from its preserved files on the spare port and was healthy after "
                                + Duration.between(begin, Instant.now()).toMillis() + " ms",
                        facts(version, slot))
                : failed(
                        slot,
                        version,
                        "says that it is version '" + up.version() + "' with digest '" + up.digest() + "'");
    }

    private static Finding failed(InstanceSlot slot, Version version, String how) {
        return Finding.fail(
                Rule.BACK_3,
                "There is no proven way back: " + version + ", started from its preserved files, " + how
                        + ". What it said is in " + slot.daemon() + "/log",
                facts(version, slot));
    }

    private static Map<String, String> facts(Version version, InstanceSlot slot) {
        return Map.of("confirmed", version.number(), "digest", version.digest(), "port", Integer.toString(slot.port()));
    }
}
