package io.slipway.engine.breakglass;

import io.slipway.contract.Rule;
import io.slipway.evidence.EntryKind;
import io.slipway.evidence.EvidenceLog;
import io.slipway.evidence.Fact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What is told of break-glass: evidence within the transaction that it is about, news after it. */
@Component
@Profile("!worker")
class GlassStory {

    static final String REQUESTED = "requested";
    static final String CONFIRMED = "confirmed";
    static final String USED = "used";
    static final String CLOSED = "closed";
    static final String EXPIRED = "expired";

    private static final Logger LOG = LoggerFactory.getLogger("slipway.news");
    private static final Set<String> ENDS = Set.of(CLOSED, EXPIRED);

    private final EvidenceLog evidence;

    GlassStory(EvidenceLog evidence) {
        this.evidence = evidence;
    }

    void tell(Glass glass, String event, String actor, Map<String, ?> more) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("glass", glass.id());
        body.put("event", event);
        body.put("reason", glass.reason());
        body.put("requestedBy", glass.requestedBy());
        body.put("confirmedBy", glass.confirmedBy());
        body.put("until", glass.until().toString());
        body.putAll(more);
        evidence.record(
                Fact.of(glass.release(), EntryKind.BREAK_GLASS, List.of(Rule.PHASE_0, Rule.NOT_3), actor, body));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                LOG.warn(
                        "Break-glass for {} is {} by {}, until {} ({}): {} {}",
                        glass.release(),
                        event,
                        actor,
                        glass.until(),
                        glass.id(),
                        glass.reason(),
                        more.isEmpty() ? "" : more);
            }
        });
    }

    /** Whether the evidence says as well that these two people opened it, and nobody that it ended. */
    boolean bearsOut(Glass glass) {
        var told = evidence.of(glass.release()).stream()
                .map(entry -> entry.fact())
                .filter(fact -> fact.kind() == EntryKind.BREAK_GLASS)
                .filter(fact -> text(fact, "glass").equals(glass.id()))
                .toList();
        return told.stream()
                        .anyMatch(fact -> is(fact, REQUESTED) && fact.actor().equals(glass.requestedBy()))
                && told.stream()
                        .anyMatch(fact -> is(fact, CONFIRMED)
                                && fact.actor().equals(glass.confirmedBy())
                                && !fact.actor().equals(glass.requestedBy())
                                && text(fact, "until").equals(glass.until().toString()))
                && told.stream().noneMatch(fact -> ENDS.contains(text(fact, "event")));
    }

    private static boolean is(Fact fact, String event) {
        return text(fact, "event").equals(event);
    }

    private static String text(Fact fact, String field) {
        return fact.body().path(field).asText();
    }
}
