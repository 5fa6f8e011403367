package io.slipway.backup;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Database;
import io.slipway.contract.ChangeKind;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.permit.Goal;
import io.slipway.permit.WayBack;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Looks whether the rollback plan is complete before people are asked about it (GATE-1, CHECK-2). */
@Component
final class CheckRollbackPlan implements Worker {

    private static final String HOW = "Somebody who knows says it, in 'Resolve stop' together with 'Re-check'";

    private final Catalog catalog;

    CheckRollbackPlan(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Topic topic() {
        return Topic.CHECK_ROLLBACK_PLAN;
    }

    @Override
    public Outcome work(Job job) {
        var environment = catalog.service(job.get(Variable.SERVICE)).environment(job.get(Variable.ENVIRONMENT));
        var goal = job.find(Variable.CONFIRMED_VERSION)
                .map(version -> new Goal(version, job.get(Variable.CONFIRMED_DIGEST)));
        var back = new WayBack(
                goal.orElse(null),
                environment.rollbackWithin(),
                Optional.ofNullable(environment.database()).map(Database::name).orElse(null),
                job.find(Variable.DATA_ROLLBACK)
                        .filter(words -> !words.isBlank())
                        .orElse(null));
        var mayBeDatabase = ChangeKind.mayBeDatabase(job.find(Variable.CHANGE_KINDS));
        return Outcome.found(Variable.ROLLBACK_PLAN_VERDICT, look(back, mayBeDatabase))
                .comparedWithConfirmed(job);
    }

    private static List<Finding> look(WayBack back, boolean mayBeDatabase) {
        if (mayBeDatabase && back.data() == null) {
            return findings(
                    back,
                    Finding.fail(
                            Rule.GATE_1,
                            "The rollback plan is missing: a database may change, and nobody says how "
                                    + (back.goal() == null
                                            ? "it is left behind"
                                            : back.goal() + " gets on with its data")
                                    + " after a rollback. " + HOW,
                            facts(back)));
        }
        var goal = back.goal() == null ? "it removes the version" : "back to " + back.goal() + ", " + back.mode();
        var data = back.data() == null ? "; no database changes" : "; data: " + back.data();
        return findings(
                back,
                Finding.pass(
                        Rule.GATE_1,
                        "There is a rollback plan: " + goal + ", within "
                                + back.within().toSeconds() + " s" + data,
                        facts(back)));
    }

    private static List<Finding> findings(WayBack back, Finding finding) {
        return List.of(finding, new Finding(Rule.CHECK_2, finding.verdict(), finding.why(), facts(back)));
    }

    private static Map<String, String> facts(WayBack back) {
        var facts = new TreeMap<String, String>();
        facts.put("mode", back.mode());
        facts.put("steps", String.join(", ", back.steps()));
        facts.put("within", back.within().toString());
        if (back.goal() != null) {
            facts.put("version", back.goal().version());
            facts.put("digest", back.goal().digest());
        }
        if (back.backup() != null) {
            facts.put("backup", back.backup());
        }
        if (back.data() != null) {
            facts.put("data", back.data());
        }
        return facts;
    }
}
