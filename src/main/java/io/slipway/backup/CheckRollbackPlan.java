package io.slipway.backup;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Database;
import io.slipway.catalog.Service;
import io.slipway.contract.ChangeKind;
import io.slipway.contract.Finding;
import io.slipway.contract.RollbackMode;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.permit.EndedRehearsal;
import io.slipway.permit.Goal;
import io.slipway.permit.RehearsalDemand;
import io.slipway.permit.WayBack;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Looks whether the rollback plan is complete, and was rehearsed, before people are asked about it (GATE-1, CHECK-2).
 *
 * <p>Over 150 lines: what the plan says, and what is missing in it, is read in one place.
 */
@Component
final class CheckRollbackPlan implements Worker {

    private static final String HOW = "Somebody who knows says it, in 'Resolve stop' together with 'Re-check'";

    private final Catalog catalog;
    private final InstantSource clock;

    @Autowired
    CheckRollbackPlan(Catalog catalog) {
        this(catalog, InstantSource.system());
    }

    CheckRollbackPlan(Catalog catalog, InstantSource clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public Topic topic() {
        return Topic.CHECK_ROLLBACK_PLAN;
    }

    @Override
    public Outcome work(Job job) {
        var service = catalog.service(job.get(Variable.SERVICE));
        var environment = service.environment(job.get(Variable.ENVIRONMENT));
        var goal = job.find(Variable.CONFIRMED_VERSION)
                .map(version -> new Goal(version, job.get(Variable.CONFIRMED_DIGEST)));
        var back = new WayBack(
                goal.orElse(null),
                environment.rollbackWithin(),
                Optional.ofNullable(environment.database()).map(Database::name).orElse(null),
                demand(service, job.get(Variable.ENVIRONMENT)).orElse(null),
                job.find(Variable.ROLLBACK_MODE).equals(Optional.of(RollbackMode.IMAGE_AND_RESTORE.id())),
                job.find(Variable.DATA_ROLLBACK)
                        .filter(words -> !words.isBlank())
                        .orElse(null));
        var mayBeDatabase = ChangeKind.mayBeDatabase(job.find(Variable.CHANGE_KINDS));
        return Outcome.found(Variable.ROLLBACK_PLAN_VERDICT, look(back, mayBeDatabase, job))
                .comparedWithConfirmed(job);
    }

    private static Optional<RehearsalDemand> demand(Service service, String environment) {
        return service.rehearsal(environment)
                .map(how -> new RehearsalDemand(String.valueOf(how.in()), how.every(), how.everyHigh()));
    }

    /** The class is not known yet: this asks the less, and the permit what the class asks. */
    private Optional<String> unrehearsed(WayBack back, Job job) {
        var demand = back.rehearsal();
        return back.goal() == null || demand == null
                ? Optional.empty()
                : demand.missing(job.get(Variable.SERVICE), rehearsal(job), demand.every(), clock.instant());
    }

    /** As Slipway told it, from the evidence. */
    private static Optional<EndedRehearsal> rehearsal(Job job) {
        return job.find(Variable.REHEARSAL)
                .map(key -> new EndedRehearsal(
                        key,
                        Instant.parse(job.get(Variable.REHEARSED_AT)),
                        job.find(Variable.RECOVERED_WITHIN).map(Duration::parse)));
    }

    /** All that is missing, not the first of it. */
    private List<Finding> look(WayBack back, boolean mayBeDatabase, Job job) {
        var missing = new ArrayList<String>();
        if (mayBeDatabase && back.data() == null) {
            missing.add("The rollback plan is missing: a database may change, and nobody says how "
                    + (back.goal() == null ? "it is left behind" : back.goal() + " gets on with its data")
                    + " after a rollback. " + HOW);
        }
        unrehearsed(back, job).ifPresent(missing::add);
        if (!missing.isEmpty()) {
            return findings(back, Finding.fail(Rule.GATE_1, String.join(". ", missing), facts(back)));
        }
        var goal = back.goal() == null
                ? "it removes the version"
                : "back to " + back.goal() + ", " + back.mode().id();
        var data = back.data() == null ? "; no database changes" : "; data: " + back.data();
        return findings(
                back,
                Finding.pass(
                        Rule.GATE_1,
                        "There is a rollback plan: " + goal + ", within "
                                + back.within().toSeconds() + " s" + data + rehearsed(back, job),
                        facts(back)));
    }

    private static String rehearsed(WayBack back, Job job) {
        return back.goal() == null || back.rehearsal() == null
                ? ""
                : rehearsal(job)
                        .flatMap(found -> found.recovered()
                                .map(time ->
                                        "; rehearsed at " + found.at() + ", back after " + time.toMillis() + " ms"))
                        .orElse("");
    }

    private static List<Finding> findings(WayBack back, Finding finding) {
        return List.of(finding, new Finding(Rule.CHECK_2, finding.verdict(), finding.why(), facts(back)));
    }

    private static Map<String, String> facts(WayBack back) {
        var facts = new TreeMap<String, String>();
        facts.put("mode", back.mode().id());
        facts.put("steps", String.join(", ", back.steps()));
        facts.put("within", back.within().toString());
        if (back.goal() != null) {
            facts.put("version", back.goal().version());
            facts.put("digest", back.goal().digest());
        }
        if (back.goal() != null && back.rehearsal() != null) {
            facts.put("rehearsedIn", back.rehearsal().environment());
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
