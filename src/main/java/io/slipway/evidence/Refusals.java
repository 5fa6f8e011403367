package io.slipway.evidence;

import io.slipway.contract.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Attempts that were refused, as evidence and in the log. Each caller has so many at once and one more with each pause;
 * what comes between is counted, and the count is written with the caller's next entry, so that a flood of requests
 * cannot fill the disk and still shows.
 */
@Component
@Profile("!worker")
public class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger("slipway.news");
    private static final int MOST_CALLERS = 1000;

    private static final class Budget {
        private double left;
        private Instant since;
        private long suppressed;

        Budget(double left, Instant since) {
            this.left = left;
            this.since = since;
        }
    }

    private final EvidenceLog log;
    private final int atOnce;
    private final Duration pause;
    private final InstantSource clock;
    private final Map<String, Budget> callers = new HashMap<>();

    @Autowired
    Refusals(EvidenceLog log, EvidenceSettings settings) {
        this(log, settings, InstantSource.system());
    }

    Refusals(EvidenceLog log, EvidenceSettings settings, InstantSource clock) {
        this.log = log;
        this.atOnce = settings.evidence().refusals();
        this.pause = settings.evidence().refusalPause();
        this.clock = clock;
    }

    /**
     * Keeps a refused attempt in a transaction of its own. The attempt's transaction must have ended: two of them at once
     * could wait for each other. Never throws: the refusal stands, whether it can be written or not.
     *
     * @param release the release that it was about, if that is known
     * @param actor who tried: the authenticated identity, or {@link Fact#NOBODY}
     * @param what was tried, in the words of the program
     * @param why it was refused
     */
    public void refused(@Nullable String release, String actor, String what, String why) {
        var suppressed = grant(actor);
        if (suppressed < 0) {
            return;
        }
        LOG.warn("Refused: {} tried {}{}: {}", actor, what, release == null ? "" : " on " + release, why);
        write(release, actor, what, why, suppressed);
    }

    private void write(@Nullable String release, String actor, String what, String why, long suppressed) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("tried", what);
        body.put("why", why);
        body.put("notWrittenBefore", suppressed == 0 ? null : suppressed);
        try {
            log.recordApart(Fact.of(release, EntryKind.REFUSAL, List.of(Rule.PHASE_0), actor, body));
        } catch (RuntimeException e) {
            LOG.error("The refusal of {} could not be written into the evidence", what, e);
        }
    }

    /** Those counted since this caller's last entry; below zero: this one is to be counted as well. */
    private synchronized long grant(String actor) {
        var name = callers.size() < MOST_CALLERS || callers.containsKey(actor) ? actor : Fact.NOBODY;
        var budget = callers.computeIfAbsent(name, caller -> new Budget(atOnce, clock.instant()));
        refill(budget);
        if (budget.left < 1) {
            budget.suppressed++;
            return -1;
        }
        budget.left--;
        var suppressed = budget.suppressed;
        budget.suppressed = 0;
        return suppressed;
    }

    private void refill(Budget budget) {
        var now = clock.instant();
        budget.left = Math.min(
                atOnce,
                budget.left + (double) Duration.between(budget.since, now).toNanos() / pause.toNanos());
        budget.since = now;
    }

    /** Writes what has only been counted so far, for callers that may write again. */
    void flush() {
        for (var actor : suppressed()) {
            var counted = grant(actor);
            if (counted > 0) {
                write(null, actor, "more of the same", "counted only: there were too many", counted);
            }
        }
    }

    private synchronized List<String> suppressed() {
        return callers.entrySet().stream()
                .filter(caller -> {
                    refill(caller.getValue());
                    return caller.getValue().suppressed > 0 && caller.getValue().left >= 1;
                })
                .map(Map.Entry::getKey)
                .toList();
    }
}
