package io.slipway.permit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.catalog.Service;
import io.slipway.contract.Place;
import io.slipway.evidence.Notary;
import io.slipway.worker.Job;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Signs whatever permit is asked for, with a real key: for tests of what is done with a permit. */
public final class Granting implements Job.Permits {

    private final Notary notary;
    private volatile Place place;
    private final AtomicLong fence = new AtomicLong();
    private volatile Optional<Restoration> restoration = Optional.empty();

    public Granting(Path folder, Service service, String environment) {
        notary = new Notary(folder);
        place = service.place(environment);
    }

    /** From now on permits are for this place. */
    public void moveTo(Place other) {
        place = other;
    }

    /** From now on permits are for putting this back, too. */
    public void restoring(String backup, String recordDigest) {
        restoration = Optional.of(new Restoration(backup, recordDigest));
    }

    /** For work that needs none. */
    public static Job.Permits none() {
        return demand -> {
            throw new PermitRefusedException("Nobody issues permits here");
        };
    }

    @Override
    public Permit permit(Demand demand) {
        return permit(demand, fence.incrementAndGet(), Instant.now().plusSeconds(60));
    }

    /** The same with this fence and this end. */
    public Permit permit(Demand demand, long number, Instant expires) {
        return Permit.read(text(demand, place, number, expires), trusted());
    }

    /** The highest fence that was given so far. */
    public long fence() {
        return fence.get();
    }

    /** A permit as the server writes it. */
    public String text(Demand demand, Place where, long number, Instant expires) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("release", "shop-1").put("task", demand.task());
        json.put("action", demand.action().id());
        json.put("service", demand.service()).put("environment", demand.environment());
        json.set("target", where.target());
        json.set("traffic", where.traffic());
        demand.goal()
                .ifPresent(goal ->
                        json.putObject("goal").put("version", goal.version()).put("digest", goal.digest()));
        restoration.ifPresent(found ->
                json.putObject(Permit.RESTORATION).put("backup", found.backup()).put("record", found.record()));
        json.put("fence", number).put("expires", expires.toString());
        return notary.sign(json).toString();
    }

    public Set<String> trusted() {
        return Set.of(notary.fingerprint());
    }
}
