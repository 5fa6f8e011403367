package io.slipway.engine.breakglass;

import io.slipway.contract.ProcessKey;
import io.slipway.engine.Refusal;
import io.slipway.evidence.Fact;
import io.slipway.evidence.Refusals;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.camunda.bpm.engine.RuntimeService;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks for break-glass, confirms it and closes it, in the name of who is logged in. It takes two people of the role:
 * neither of them can do anything alone.
 *
 * <p>Over 150 lines: the four things that can be done with it stand beside each other.
 */
@Component
@Profile("!worker")
public class BreakGlass {

    private final GlassTable table;
    private final GlassStory story;
    private final Refusals refusals;
    private final Members members;
    private final RuntimeService runtime;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    BreakGlass(
            GlassTable table,
            GlassStory story,
            Refusals refusals,
            Members members,
            RuntimeService runtime,
            ObjectProvider<InstantSource> clock,
            PlatformTransactionManager transactions) {
        this.table = table;
        this.story = story;
        this.refusals = refusals;
        this.members = members;
        this.runtime = runtime;
        this.clock = clock.getIfUnique(InstantSource::system);
        this.transaction = new TransactionTemplate(transactions);
    }

    /** @throws Refusal if there is no such release running, the reason is none, or somebody asked already */
    public Glass request(@Nullable String release, @Nullable String reason) {
        expire();
        return attempt("to ask for break-glass", release, person -> {
            var key = GlassRequest.release(release);
            var why = GlassRequest.reason(reason);
            if (runtime.createProcessInstanceQuery()
                            .processInstanceBusinessKey(key)
                            .rootProcessInstances()
                            .processDefinitionKeyIn(ProcessKey.idsOfTheirOwn())
                            .count()
                    == 0) {
                throw new Refusal("release", "there is no release " + key + " running");
            }
            if (table.current().stream().anyMatch(other -> other.release().equals(key))) {
                throw new Refusal("release", "somebody asked for " + key + " already: confirm that, or close it");
            }
            var glass = new Glass(UUID.randomUUID().toString(), key, why, person, now(), null, null, null);
            table.add(glass);
            story.tell(glass, GlassStory.REQUESTED, person, Map.of());
            return glass;
        });
    }

    /** @throws Refusal if it is the same person who asked, or it has ended, or run out */
    public Glass confirm(String id) {
        expire();
        return attempt("to confirm break-glass " + id, null, person -> {
            var glass = current(id);
            if (glass.confirmedBy() != null) {
                throw new Refusal("id", "it is confirmed already, by " + glass.confirmedBy());
            }
            if (members.mayBeSame(person, glass.requestedBy())) {
                throw new Refusal(
                        "id",
                        "somebody else than " + glass.requestedBy() + " has to confirm it; two accounts are two people"
                                + " if both have an e-mail address, and not the same");
            }
            var open = new Glass(
                    id, glass.release(), glass.reason(), glass.requestedBy(), glass.requestedAt(), person, now(), null);
            table.confirm(id, person, Objects.requireNonNull(open.confirmedAt()));
            story.tell(open, GlassStory.CONFIRMED, person, Map.of());
            return open;
        });
    }

    /** Ends it before its time; anybody of the role may. */
    public Glass close(String id) {
        expire();
        return attempt("to close break-glass " + id, null, person -> {
            var glass = current(id);
            table.end(id, now());
            story.tell(glass, GlassStory.CLOSED, person, Map.of());
            return glass;
        });
    }

    /** Those that wait for a second person or are open, the oldest first. */
    public List<Glass> current() {
        expire();
        return table.current();
    }

    /** Ends what has run out. That it has holds without this; somebody has to say it. */
    @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
    void expire() {
        table.current().stream()
                .filter(glass -> glass.hasRunOut(clock.instant()))
                .forEach(glass -> transaction.executeWithoutResult(status -> table.take(glass.id())
                        .filter(taken -> taken.endedAt() == null && taken.hasRunOut(clock.instant()))
                        .ifPresent(taken -> {
                            table.end(taken.id(), now());
                            story.tell(taken, GlassStory.EXPIRED, Fact.SLIPWAY, Map.of());
                        })));
    }

    private Glass current(String id) {
        return table.take(id)
                .filter(glass -> glass.endedAt() == null)
                .orElseThrow(() -> new Refusal("id", "there is none with this id, or it has ended"));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** In a transaction of its own, and a refused attempt is evidence. */
    private Glass attempt(String what, @Nullable String release, Function<String, Glass> act) {
        var person = members.caller();
        try {
            members.checkRole();
            return Objects.requireNonNull(transaction.execute(status -> act.apply(person)));
        } catch (Refusal e) {
            refusals.refused(release, person, what, String.valueOf(e.getMessage()));
            throw e;
        }
    }
}
