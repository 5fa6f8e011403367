package io.slipway.engine.release;

import io.slipway.catalog.Catalog;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.evidence.Entry;
import io.slipway.evidence.EntryKind;
import io.slipway.evidence.EvidenceLog;
import io.slipway.evidence.Fact;
import io.slipway.evidence.Proofs;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Measures each rollback that went well, at its end: how long it took from the decision until the old version had the traffic,
 * and until it was looked at, beside the longest that it may take. It is a finding like any other; one that took too long is a
 * fail, and still rolled back.
 */
@Component
@Profile("!worker")
class RollbackTime implements ExecutionListener {

    private static final Logger LOG = LoggerFactory.getLogger("slipway.news");
    private static final String BEGIN = "roll-back-release/StartEvent_RollbackStarted";

    private final EvidenceLog evidence;
    private final Catalog catalog;

    RollbackTime(EvidenceLog evidence, Catalog catalog) {
        this.evidence = evidence;
        this.catalog = catalog;
    }

    @Override
    public void notify(DelegateExecution rollback) {
        var release = rollback.getProcessBusinessKey();
        var proofs = evidence.proofs(release);
        var body = begun(proofs)
                .map(begun -> measured(rollback, proofs, begun))
                .orElseGet(() -> body(Verdict.UNKNOWN, "The evidence does not say when the rollback began", Map.of()));
        if (!Verdict.PASS.id().equals(body.get("verdict"))) {
            LOG.warn("{}: {}", release, body.get("why"));
        }
        evidence.record(Fact.of(release, EntryKind.FINDING, List.of(Rule.ROLL_2), Fact.SLIPWAY, body));
    }

    private Map<String, Object> measured(DelegateExecution rollback, Proofs proofs, Entry begun) {
        var within = catalog.service(text(rollback, Variable.SERVICE))
                .environment(text(rollback, Variable.ENVIRONMENT))
                .rollbackWithin();
        var verified = Duration.between(begun.at(), Instant.now());
        var serving = serving(proofs, begun).map(shift -> Duration.between(begun.at(), shift.at()));
        var why = text(rollback, Variable.GOAL_VERSION) + " was back and looked at " + seconds(verified)
                + " after the decision"
                + serving.map(time -> ", and had the traffic after " + seconds(time))
                        .orElse("")
                + "; it may take " + seconds(within);
        var facts = new LinkedHashMap<String, String>();
        facts.put("within", within.toString());
        facts.put("verified after", verified.toString());
        serving.ifPresent(time -> facts.put("traffic after", time.toString()));
        return body(verified.compareTo(within) <= 0 ? Verdict.PASS : Verdict.FAIL, why, facts);
    }

    private static Optional<Entry> begun(Proofs proofs) {
        return proofs.of(EntryKind.STEP)
                .filter(step -> StreamSupport.stream(
                                step.fact().body().path("reached").spliterator(), false)
                        .anyMatch(reached -> reached.asText().equals(BEGIN)))
                .reduce((older, newer) -> newer);
    }

    private static Optional<Entry> serving(Proofs proofs, Entry begun) {
        return proofs.of(EntryKind.EFFECT)
                .filter(effect -> effect.sequence() > begun.sequence())
                .filter(effect -> effect.fact().body().path("topic").asText().equals(Topic.SHIFT_TRAFFIC.id())
                        && effect.fact().body().path("result").asText().equals("done"))
                .reduce((older, newer) -> newer);
    }

    private static Map<String, Object> body(Verdict verdict, String why, Map<String, String> facts) {
        return Map.of(
                "rule", Rule.ROLL_2.id(), "verdict", verdict.id(), "why", why, "phase", "roll-back", "facts", facts);
    }

    private static String seconds(Duration time) {
        return time.toMillis() / 1000.0 + " s";
    }

    private static String text(DelegateExecution rollback, Variable<String> variable) {
        return String.valueOf(rollback.getVariable(variable.name()));
    }
}
