package io.slipway.change;

import io.slipway.catalog.Catalog;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * What a change of class medium or above means for the business is the word of somebody whose change it is not (GATE-4):
 * who wrote it knows what it should do, and not what depends on it.
 */
@Component
final class CheckImpact implements Worker {

    private static final String HOW =
            "Somebody else states it, in 'Resolve stop' together with 'Re-check', or starts the release anew";

    private final Catalog catalog;

    CheckImpact(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Topic topic() {
        return Topic.CHECK_IMPACT;
    }

    @Override
    public Outcome work(Job job) {
        return Outcome.found(Variable.IMPACT_VERDICT, List.of(look(job), classified(job)));
    }

    /** For the checklist: the class is known by now, or it never will be. */
    private static Finding classified(Job job) {
        var changeClass = job.find(Variable.CHANGE_CLASS).filter(known -> !known.isBlank());
        return changeClass.isPresent()
                ? Finding.pass(
                        Rule.CHECK_1,
                        "The change is classified: " + changeClass.get(),
                        Map.of("class", changeClass.get()))
                : Finding.unknown(Rule.CHECK_1, "The change is not classified. Check again", Map.of());
    }

    private Finding look(Job job) {
        if (job.find(Variable.CHANGE_CLASS).filter("low"::equals).isPresent()) {
            return Finding.pass(
                    Rule.GATE_4, "For a low change anybody may say what it means for the business", Map.of());
        }
        var by = job.find(Variable.IMPACT_BY).orElse("");
        if (by.isEmpty()) {
            return unknown(
                    "it is the word of an account without an e-mail address, and nobody knows whose that is", by);
        }
        var service = catalog.service(job.get(Variable.SERVICE));
        var whose = WhoseWork.of(service, Facts.of(service, job.get(Variable.VERSION)), job);
        if (whose.verdict() != Verdict.PASS) {
            return unknown("nobody knows whose change it is, and their word does not count. " + whose.why(), by);
        }
        var facts = Map.of("impactBy", by);
        return WhoseWork.isOf(whose, by)
                ? Finding.fail(
                        Rule.GATE_4, "The business impact is the word of " + by + ", whose change it is. " + HOW, facts)
                : Finding.pass(
                        Rule.GATE_4, "The business impact is the word of " + by + ", whose change it is not", facts);
    }

    private static Finding unknown(String why, String by) {
        return Finding.unknown(
                Rule.GATE_4, "The business impact is not known: " + why + ". " + HOW, Map.of("impactBy", by));
    }
}
