package io.slipway.permit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.contract.Place;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.evidence.ChainWatch;
import io.slipway.evidence.EntryKind;
import io.slipway.evidence.EvidenceLog;
import io.slipway.evidence.Fact;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Issues permits, from evidence alone. A permit is evidence itself before anybody holds it.
 *
 * <p>Over 150 lines: what is asked of whom before a permit is written is read in one place.
 */
@Component
@Profile("!worker")
public class PermitOffice {

    /** Long enough to begin, too short to begin something else. */
    private static final Duration VALID = Duration.ofMinutes(2);

    private final EvidenceLog evidence;
    private final ChainWatch chain;
    private final Leases leases;
    private final Confirmations confirmations;
    private final Troubles troubles;
    private final Returns returns;
    private final Rehearsals rehearsals;
    private final Restorations restorations;
    private final BadVersions bad;
    private final List<Obstacle> obstacles;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    PermitOffice(
            EvidenceLog evidence,
            ChainWatch chain,
            Leases leases,
            Confirmations confirmations,
            Troubles troubles,
            Returns returns,
            Rehearsals rehearsals,
            Restorations restorations,
            BadVersions bad,
            List<Obstacle> obstacles,
            PlatformTransactionManager transactions,
            ObjectProvider<InstantSource> clock) {
        this.evidence = evidence;
        this.chain = chain;
        this.leases = leases;
        this.confirmations = confirmations;
        this.troubles = troubles;
        this.returns = returns;
        this.rehearsals = rehearsals;
        this.restorations = restorations;
        this.bad = bad;
        this.obstacles = obstacles;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock.getIfAvailable(InstantSource::system);
    }

    /**
     * Who asks for what.
     *
     * @param release the key of the release
     * @param task the external task that the worker holds
     * @param worker that holds it
     * @param actor the authenticated account
     * @param production whether the place is production, by the catalog
     * @param goal what the environment is to be brought to; empty: to nothing
     */
    public record Request(
            String release,
            String task,
            String worker,
            String actor,
            Topic action,
            Place place,
            boolean production,
            Optional<Goal> goal) {}

    /**
     * Issues a permit.
     *
     * @param current the plan as it would be made now; empty: none can be made
     * @return the permit, signed
     * @throws PermitRefusedException if the evidence does not allow it; the message says all that is missing
     * @throws NoPermitYetException if the evidence is not known to be whole
     */
    public String issue(Request request, Optional<Plan> current) {
        requireReliable();
        inTheWay().ifPresent(why -> {
            throw new PermitRefusedException(why);
        });
        return transaction.execute(status -> {
            var record = record(request.release());
            return write(request, record, judge(request, record, current)).toString();
        });
    }

    /** @throws NoPermitYetException if nothing can be proved at this moment: then nothing is permitted to anybody */
    public void requireReliable() {
        chain.trouble().ifPresent(trouble -> {
            throw new NoPermitYetException("The evidence cannot be relied on: " + trouble);
        });
    }

    private Optional<String> inTheWay() {
        return obstacles.stream().map(Obstacle::found).flatMap(Optional::stream).findFirst();
    }

    private Judgement judge(Request request, ReleaseRecord record, Optional<Plan> current) {
        var staged = record.plan()
                .flatMap(Plan::staging)
                .flatMap(staging -> confirmations.of(request.place().service(), staging.environment()));
        var place = request.place();
        var trouble =
                request.production() ? troubles.last(place.service(), place.environment()) : Optional.<Trouble>empty();
        var rehearsed = record.plan()
                .flatMap(Plan::rehearsal)
                .flatMap(demand -> rehearsals.newest(place.service(), demand.environment()));
        var marked = record.plan()
                .flatMap(plan -> bad.of(place.service(), plan.goal().version()));
        var forward = marked.map(mark -> Judgement.refused(Judgement.FORWARD, Rule.ROLL_3.id() + ": " + mark.why()))
                .orElseGet(() -> ForwardPolicy.judge(
                        record,
                        request.action(),
                        request.goal(),
                        current,
                        staged,
                        trouble,
                        rehearsed,
                        clock.instant()));
        if (forward.permits()) {
            return forward;
        }
        var back = back(request, record);
        if (back.permits()) {
            return back;
        }
        throw new PermitRefusedException("'" + request.action().id() + "' to "
                + request.goal().map(Goal::toString).orElse("nothing") + " is not permitted. Forward: "
                + String.join(". ", forward.missing()) + ". Back: " + String.join(". ", back.missing()));
    }

    private Judgement back(Request request, ReleaseRecord record) {
        var back = image(request, record);
        return switch (request.action()) {
            case RESTORE_DATABASE -> BackPolicy.withData(back, record, restoration(request, record));
            case REHEARSE_RESTORE -> BackPolicy.rehearsingData(back, restoration(request, record));
            default -> back;
        };
    }

    private Judgement image(Request request, ReleaseRecord record) {
        if (record.undoes().isPresent()) {
            return returns.of(record)
                    .map(back -> BackPolicy.judge(record, request.action(), request.goal(), back))
                    .orElseGet(() -> Judgement.refused(
                            Judgement.BACK,
                            "No evidence proves that " + record.undoes().orElseThrow()
                                    + " was confirmed here, and what was before it"));
        }
        if (record.rehearses().isPresent()) {
            return rehearsals
                    .of(record)
                    .map(trip -> BackPolicy.judge(
                            record, request.action(), request.goal(), trip, request.production(), bad(request, trip)))
                    .orElseGet(() -> Judgement.refused(
                            Judgement.BACK,
                            "No evidence proves that " + record.rehearses().orElseThrow()
                                    + " is confirmed here, and what was before it"));
        }
        var place = request.place();
        var confirmed = record.confirmedBy()
                .flatMap(release -> confirmations.by(release, place.service(), place.environment()));
        return BackPolicy.judge(record, request.action(), request.goal(), confirmed);
    }

    private Optional<String> bad(Request request, RoundTrip trip) {
        return bad.of(request.place().service(), trip.other().goal().version())
                .map(mark -> Rule.ROLL_3.id() + ": " + mark.why());
    }

    /** What this step puts back; empty: it puts nothing back, or nothing that is proven. */
    private Optional<Restoration> restoration(Request request, ReleaseRecord record) {
        return switch (request.action()) {
            case RESTORE_DATABASE -> restorations.of(record);
            case REHEARSE_RESTORE -> record.rehearses().flatMap(restorations::ofConfirmed);
            default -> Optional.empty();
        };
    }

    private ReleaseRecord record(String release) {
        return new ReleaseRecord(evidence.proofs(release));
    }

    private ObjectNode write(Request request, ReleaseRecord record, Judgement judgement) {
        var place = request.place();
        var fence = leases.nextFence(place.service(), place.environment(), request.release());
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var permit = JsonNodeFactory.instance.objectNode();
        permit.put("release", request.release()).put("task", request.task());
        permit.put("action", request.action().id());
        permit.put("service", place.service()).put("environment", place.environment());
        permit.set("target", place.target());
        permit.set("traffic", place.traffic());
        request.goal()
                .ifPresent(goal ->
                        permit.putObject("goal").put("version", goal.version()).put("digest", goal.digest()));
        record.plan().ifPresent(plan -> permit.put("plan", plan.hash()));
        restoration(request, record).ifPresent(found -> found.write(permit.putObject(Permit.RESTORATION)));
        permit.put("way", judgement.way());
        permit.put("fence", fence);
        permit.put("issued", now.toString()).put("expires", now.plus(VALID).toString());
        var proofs = permit.putObject("proofs");
        judgement.proven().forEach((rule, entries) -> entries.forEach(proofs.withArray(rule.id())::add));
        judgement.approvals().forEach(permit.putArray("approvals")::add);
        evidence.record(fact(request, permit, judgement));
        return evidence.sign(permit);
    }

    private static Fact fact(Request request, ObjectNode permit, Judgement judgement) {
        var rules = new ArrayList<Rule>(judgement.proven().keySet());
        rules.add(Rule.NOT_3);
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("worker", request.worker());
        permit.fields().forEachRemaining(field -> body.put(field.getKey(), field.getValue()));
        body.remove("release");
        body.remove("target");
        body.remove("traffic");
        return Fact.of(request.release(), EntryKind.PERMIT, rules, request.actor(), body);
    }
}
