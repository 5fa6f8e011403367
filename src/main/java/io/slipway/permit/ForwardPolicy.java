package io.slipway.permit;

import io.slipway.contract.ChangeKind;
import io.slipway.contract.ReleaseWindow;
import io.slipway.contract.RollbackMode;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.evidence.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What has to be proven before a release is brought forward by one step. It asks the evidence and nothing else: no variable,
 * and no place that a release has come to in its model. Pure.
 *
 * <p>Over 150 lines: what each step needs is read in one place.
 */
final class ForwardPolicy {

    /** How long a proof or an approval counts for the first step; each later step needs the permit of the one before. */
    private static final Duration PREPARED = Duration.ofHours(24);

    private static final Duration BACKED_UP = Duration.ofHours(4);

    /** An alert does not wait for an approval: monitoring is asked once more right before anything is started. */
    private static final Duration WATCHED = Duration.ofMinutes(15);

    private static final List<Rule> MONITORING = List.of(Rule.GATE_2, Rule.MON_5, Rule.ANTI_5);

    private static final List<Rule> PREPARATION = List.of(
            Rule.PREP_1,
            Rule.PREP_2,
            Rule.PREP_3,
            Rule.GATE_1,
            Rule.GATE_3,
            Rule.GATE_4,
            Rule.SEC_1,
            Rule.SEC_3,
            Rule.SEC_5,
            Rule.SEC_6,
            Rule.NOT_5,
            Rule.CHECK_5,
            Rule.ANTI_1,
            Rule.ANTI_2,
            Rule.ANTI_3);

    /** What more than one check answers: each of these has to pass, whichever was the last. */
    private static final Map<Rule, List<Topic>> BY_EACH = Map.of(
            Rule.SEC_2, List.of(Topic.CHECK_BUILD, Topic.CHECK_BASELINE),
            Rule.SEC_4, List.of(Topic.CHECK_BASELINE),
            Rule.ANTI_6, List.of(Topic.CHECK_TARGET, Topic.CHECK_HISTORY),
            Rule.BACK_3, List.of(Topic.CHECK_SCHEMA));

    private static final List<Topic> BESIDE_CONFIRMED = List.of(
            Topic.CHECK_ENVIRONMENT,
            Topic.CHECK_HISTORY,
            Topic.CHECK_TARGET,
            Topic.CHECK_MONITORING,
            Topic.CHECK_SCHEMA,
            Topic.CHECK_ROLLBACK_PLAN,
            Topic.FILL_CHECKLIST);

    /** The way back is tried once more behind the plan, against what is live. */
    private static final Map<Rule, Topic> BACK_UP =
            Map.of(Rule.BACK_1, Topic.PRESERVE_VERSION, Rule.BACK_3, Topic.PROVE_ROLLBACK_PATH);

    private static final List<Topic> DATABASE_BACK_UP = List.of(Topic.BACK_UP_DATABASE, Topic.PROVE_RESTORE);
    private static final List<Rule> VERIFICATION =
            List.of(Rule.VERI_1, Rule.VERI_2, Rule.VERI_3, Rule.MON_2, Rule.MON_3, Rule.SEC_4, Rule.DEPL_2);
    private static final Set<Topic> TOWARDS_THE_SWITCH =
            Set.of(Topic.PROVE_ROLLBACK_PATH, Topic.START_INSTANCES, Topic.SHIFT_SHARE, Topic.SHIFT_TRAFFIC);
    private static final Set<Topic> STEPS = Set.of(
            Topic.PROVE_ROLLBACK_PATH,
            Topic.START_INSTANCES,
            Topic.SHIFT_SHARE,
            Topic.SHIFT_TRAFFIC,
            Topic.DRAIN_INSTANCES,
            Topic.CONFIRM_RELEASE);

    private final ReleaseRecord record;
    private final Optional<Confirmation> staged;
    private final Optional<Trouble> trouble;
    private final Optional<EndedRehearsal> rehearsed;
    private final Instant now;
    private final List<String> missing = new ArrayList<>();
    private final Map<Rule, List<Long>> proven = new TreeMap<>();
    private final List<Long> approvals = new ArrayList<>();

    private ForwardPolicy(
            ReleaseRecord record,
            Optional<Confirmation> staged,
            Optional<Trouble> trouble,
            Optional<EndedRehearsal> rehearsed,
            Instant now) {
        this.record = record;
        this.staged = staged;
        this.trouble = trouble;
        this.rehearsed = rehearsed;
        this.now = now;
    }

    /**
     * Whether this step forward is permitted.
     *
     * @param current the plan as it would be made now; empty: none can be made
     * @param staged what is confirmed in the environment that the plan names before its own, if anything is
     * @param trouble what went wrong in production last; empty: nothing, or it is no production
     * @param rehearsed the rehearsal that ended last where the plan asks for rehearsals
     */
    static Judgement judge(
            ReleaseRecord record,
            Topic action,
            Optional<Goal> goal,
            Optional<Plan> current,
            Optional<Confirmation> staged,
            Optional<Trouble> trouble,
            Optional<EndedRehearsal> rehearsed,
            Instant now) {
        var policy = new ForwardPolicy(record, staged, trouble, rehearsed, now);
        policy.look(action, goal, current);
        return new Judgement(Judgement.FORWARD, policy.missing, policy.proven, policy.approvals);
    }

    private void look(Topic action, Optional<Goal> goal, Optional<Plan> current) {
        if (!STEPS.contains(action)) {
            missing.add("'" + action.id() + "' is no step forward");
            return;
        }
        record.over().ifPresent(missing::add);
        var plan = record.plan();
        if (plan.isEmpty()) {
            missing.add("There is no plan: the change was not classified");
            return;
        }
        requirePlanned(plan.get(), action, goal, current);
        step(action, plan.get(), record.planned().orElseThrow());
    }

    private void requirePlanned(Plan plan, Topic action, Optional<Goal> goal, Optional<Plan> current) {
        if (current.filter(now -> now.in(plan.window()).hash().equals(plan.hash()))
                .isEmpty()) {
            missing.add("What would be done is not the plan " + plan.hash().substring(0, 12)
                    + " any more: artifact, class, catalog or confirmed version have changed since. Check again, and a new"
                    + " plan is made");
        }
        if (TOWARDS_THE_SWITCH.contains(action)) {
            current.map(Plan::window).ifPresent(now -> requireWindow(plan.window(), now));
        }
        var wanted = action == Topic.PROVE_ROLLBACK_PATH ? plan.back() : Optional.of(plan.goal());
        if (!goal.equals(wanted)) {
            missing.add("The plan is about " + wanted.map(Goal::toString).orElse("nothing") + ", not about "
                    + goal.map(Goal::toString).orElse("nothing"));
        }
    }

    /** Behind the switch users have the new version: to leave them with half of a release helps nobody. */
    private void requireWindow(ReleaseWindow planned, ReleaseWindow now) {
        if (now.state() == ReleaseWindow.State.CLOSED) {
            missing.add("ANTI-1: " + now.because() + ". Check again when it is over");
        } else if (now.state() == ReleaseWindow.State.APPROVAL && !now.equals(planned)) {
            missing.add(
                    "ANTI-1: " + now.because() + ", and the plan does not name it. Check again, and a new plan does;"
                            + " its approval opens the window");
        }
    }

    private void step(Topic action, Plan plan, Entry planned) {
        if (action == Topic.PROVE_ROLLBACK_PATH || action == Topic.START_INSTANCES) {
            PREPARATION.forEach(rule -> prove(rule, record.passed(rule, plan.digest(), now.minus(PREPARED))));
            BY_EACH.forEach((rule, checks) -> checks.forEach(check -> proveBy(check, rule, plan)));
            var watched = action == Topic.START_INSTANCES ? WATCHED : PREPARED;
            MONITORING.forEach(rule -> prove(rule, record.passed(rule, plan.digest(), now.minus(watched))));
            BESIDE_CONFIRMED.forEach(check -> requireBesideConfirmed(check, plan));
            requireImpact(plan);
            requireDataRollback(plan);
            requireWayBack(plan);
            requireRehearsal(plan);
            Fixes.missing(record, trouble).ifPresent(missing::add);
            Optimisation.missing(record, plan).ifPresent(missing::add);
            // what the check was told came from variables as well: the evidence is asked itself
            plan.staging()
                    .flatMap(staging -> staging.missing(plan.goal(), staged, now))
                    .ifPresent(missing::add);
        }
        if (action == Topic.START_INSTANCES) {
            BACK_UP.forEach((rule, check) ->
                    prove(rule, by(check), record.passed(rule, check, plan.digest(), now.minus(BACKED_UP), planned)));
            backedUp(plan, planned);
            approved(plan);
        }
        if (action == Topic.SHIFT_SHARE || action == Topic.SHIFT_TRAFFIC) {
            after(Topic.START_INSTANCES, plan, List.of(Rule.VERI_1, Rule.SEC_4));
        }
        if (action == Topic.SHIFT_SHARE) {
            after(Topic.START_INSTANCES, plan, List.of(Rule.VERI_3));
            missing.addAll(Comparisons.againstMore(record, plan));
        }
        if (action == Topic.SHIFT_TRAFFIC && plan.widens()) {
            after(Topic.SHIFT_SHARE, plan, List.of(Rule.DEPL_2, Rule.ANTI_5));
            Comparisons.proof(record, plan)
                    .ifPresentOrElse(
                            proof -> proven.computeIfAbsent(Rule.CHECK_7, none -> new ArrayList<>())
                                    .add(proof.sequence()),
                            () -> missing.add(Comparisons.MISSING));
        }
        if (action == Topic.DRAIN_INSTANCES) {
            after(Topic.SHIFT_TRAFFIC, plan, List.of());
        }
        if (action == Topic.CONFIRM_RELEASE) {
            after(Topic.SHIFT_TRAFFIC, plan, VERIFICATION);
        }
    }

    /** Where a database may change: both of the same backup, so that none of old stands in for this release's. */
    private void backedUp(Plan plan, Entry planned) {
        if (!ChangeKind.mayBeDatabase(record.changeKinds())) {
            return;
        }
        DATABASE_BACK_UP.forEach(check -> prove(
                Rule.BACK_2,
                by(check),
                record.passed(Rule.BACK_2, check, plan.digest(), now.minus(BACKED_UP), planned)));
        var made = record.measured(Rule.BACK_2, Topic.BACK_UP_DATABASE, Restoration.RECORD);
        var restored = record.measured(Rule.BACK_2, Topic.PROVE_RESTORE, Restoration.RECORD);
        if (!made.equals(restored)) {
            missing.add("BACK-2: the backup that was restored is not the one that was made for this release");
        }
        if (plan.backsUp() && made.isEmpty()) {
            missing.add(
                    "BACK-2: the plan names a database, and no backup of it was made: the workers' catalog is not the"
                            + " server's. Give both the same, and check again");
        }
    }

    /** Whose word it is was told to the check by a variable as well. */
    private void requireImpact(Plan plan) {
        if (plan.changeClass().equals("low")) {
            return;
        }
        var by = record.impactBy();
        if (by.isEmpty() || record.work().filter(work -> !work.isOf(by.get())).isEmpty()) {
            missing.add("GATE-4: the business impact is the word of "
                    + by.orElse("an account without an e-mail address")
                    + ", who is not known to be somebody else than those whose change it is");
        }
    }

    /** What the check of the plan was told came from variables; what people agree to is this plan. */
    private void requireDataRollback(Plan plan) {
        if (!plan.saysWhatBecomesOfData() && ChangeKind.mayBeDatabase(record.changeKinds())) {
            missing.add(
                    "GATE-1: a database may change, and the plan does not say how the version before gets on with its"
                            + " data");
        }
    }

    /** Whoever decides about a restore later was told of it before: what the check found is what people agree to. */
    private void requireWayBack(Plan plan) {
        if (!plan.restores() && record.wayBackFound().equals(Optional.of(RollbackMode.IMAGE_AND_RESTORE.id()))) {
            missing.add("BACK-3: a rollback has to put the database back, and the plan does not say so: the workers'"
                    + " catalog names who does, and the server's does not. Give both the same, and check again");
        }
    }

    /** The check was told by variables, and did not know the class. */
    private void requireRehearsal(Plan plan) {
        plan.rehearsal()
                .flatMap(demand -> demand.missing(
                        record.asked(Variable.SERVICE.name()).orElse(""),
                        rehearsed,
                        demand.countsFor(plan.changeClass()),
                        now))
                .map(why -> Rule.GATE_1.id() + ": " + why)
                .ifPresent(missing::add);
    }

    /** What a check was told to be confirmed came from a variable, which somebody may have altered for that moment. */
    private void requireBesideConfirmed(Topic check, Plan plan) {
        var confirmed = plan.back().map(Goal::digest);
        var compared = record.answered(check, Variable.CONFIRMED_DIGEST.name());
        if (!compared.equals(confirmed)) {
            missing.add("'" + check.id() + "' compared with '" + compared.orElse("nothing") + "', but confirmed is '"
                    + confirmed.orElse("nothing") + "': somebody altered it");
        }
    }

    private void after(Topic action, Plan plan, List<Rule> rules) {
        var permit = record.permitted(action, plan);
        if (permit.isEmpty()) {
            missing.add("The step before, '" + action.id() + "', was never permitted under this plan");
            return;
        }
        rules.forEach(rule -> prove(rule, record.passed(rule, plan.digest(), Instant.MIN, permit.get())));
    }

    private void prove(Rule rule, Optional<List<Entry>> passes) {
        prove(rule, "", passes);
    }

    private void proveBy(Topic check, Rule rule, Plan plan) {
        prove(rule, by(check), record.passed(rule, check, plan.digest(), now.minus(PREPARED)));
    }

    private static String by(Topic check) {
        return " by '" + check.id() + "'";
    }

    private void prove(Rule rule, String by, Optional<List<Entry>> passes) {
        passes.ifPresentOrElse(
                found -> found.forEach(entry ->
                        proven.computeIfAbsent(rule, none -> new ArrayList<>()).add(entry.sequence())),
                () -> missing.add(
                        rule.id() + " has no pass" + by + " that counts for this artifact, this plan and this moment"));
    }

    private void approved(Plan plan) {
        var open = OpenItems.of(plan, record, now.minus(PREPARED));
        var seats = Seats.of(plan, record, open);
        if (seats.isEmpty()) {
            return;
        }
        var decided = new Approvals(record, seats, open);
        decided.of(plan, now.minus(PREPARED))
                .ifPresentOrElse(
                        approvals::addAll,
                        () -> missing.add("The class is " + plan.changeClass() + ", the release window "
                                + plan.window().state().id() + ", and " + decided.why(plan)));
    }
}
