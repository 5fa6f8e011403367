package io.slipway.permit;

import io.slipway.contract.Rule;
import io.slipway.evidence.Entry;
import io.slipway.evidence.EntryKind;
import io.slipway.evidence.EvidenceLog;
import io.slipway.evidence.Fact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * What is held after a rollback (ROLL-2), and after one that failed. Holds are evidence and nothing else: who could take one
 * away, cannot.
 */
@Component
@Profile("!worker")
public class Holds {

    private static final String SERVICE = "service";
    private static final String ENVIRONMENT = "environment";
    private static final String HOLD = "hold";
    private static final String AFTER = "after";
    private static final String REASON = "reason";
    private static final String LIFTED = "lifted";

    private final EvidenceLog evidence;

    Holds(EvidenceLog evidence) {
        this.evidence = evidence;
    }

    /** All that hold, at most one an environment, the oldest first. */
    public List<Hold> all() {
        var holding = new LinkedHashMap<String, Hold>();
        for (var entry : evidence.ofNoRelease(EntryKind.HOLD)) {
            var place = text(entry, SERVICE) + " " + text(entry, ENVIRONMENT);
            var before = holding.remove(place);
            if (!text(entry, HOLD).equals(LIFTED)) {
                holding.put(place, stricter(before, read(entry)));
            }
        }
        return List.copyOf(holding.values());
    }

    /** A later rollback that went well does not say what became of the one that failed. */
    private static Hold stricter(@Nullable Hold before, Hold now) {
        return before != null && before.reach() == Hold.Reach.EVERYTHING ? before : now;
    }

    /** The hold of this environment; empty: it has none. */
    public Optional<Hold> of(String service, String environment) {
        return all().stream()
                .filter(hold ->
                        hold.service().equals(service) && hold.environment().equals(environment))
                .findFirst();
    }

    /**
     * What stands against starting something there; empty: nothing.
     *
     * @param person whether a person starts it
     */
    public Optional<Hold> against(String service, String environment, boolean person) {
        return all().stream()
                .filter(hold -> hold.service().equals(service))
                .filter(hold -> hold.reach() == Hold.Reach.EVERYTHING
                        ? hold.environment().equals(environment) || !person
                        : !person)
                .findFirst();
    }

    /** Holds from now on, with the transaction that is under way. */
    public void hold(String service, String environment, Hold.Reach reach, String release) {
        var body = Map.of(SERVICE, service, ENVIRONMENT, environment, HOLD, reach.id(), AFTER, release);
        evidence.record(Fact.of(null, EntryKind.HOLD, List.of(Rule.ROLL_2), Fact.SLIPWAY, body));
    }

    /** Takes the hold away, with the transaction that is under way. */
    public void lift(String service, String environment, String actor, String reason) {
        var body = Map.of(SERVICE, service, ENVIRONMENT, environment, HOLD, LIFTED, REASON, reason);
        evidence.record(Fact.of(null, EntryKind.HOLD, List.of(Rule.ROLL_2), actor, body));
    }

    private static Hold read(Entry entry) {
        var reach =
                text(entry, HOLD).equals(Hold.Reach.AUTOMATION.id()) ? Hold.Reach.AUTOMATION : Hold.Reach.EVERYTHING;
        return new Hold(text(entry, SERVICE), text(entry, ENVIRONMENT), reach, text(entry, AFTER), entry.at());
    }

    private static String text(Entry entry, String field) {
        return entry.fact().body().path(field).asText();
    }
}
