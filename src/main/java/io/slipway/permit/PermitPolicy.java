package io.slipway.permit;

import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.evidence.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What has to be proven before a permit is issued. It asks the evidence and nothing else: no variable, and no place that
 * a release has come to in its model. Pure.
 */
final class PermitPolicy {

    /** How long a proof or an approval counts for the first step; each later step needs the permit of the one before. */
    private static final Duration PREPARED = Duration.ofHours(24);

    private static final Duration BACKED_UP = Duration.ofHours(4);

    private static final List<Rule> PREPARATION = List.of(Rule.PREP_1, Rule.PREP_2, Rule.PREP_3);
    private static final List<Rule> BACK_UP = List.of(Rule.BACK_1, Rule.BACK_3);
    private static final List<Rule> VERIFICATION = List.of(Rule.VERI_1, Rule.VERI_3, Rule.MON_2, Rule.MON_3);
    private static final Set<Topic> FORWARD = Set.of(
            Topic.PROVE_ROLLBACK_PATH,
            Topic.START_INSTANCES,
            Topic.SHIFT_TRAFFIC,
            Topic.DRAIN_INSTANCES,
            Topic.CONFIRM_RELEASE);
    private static final Set<Topic> BACK = Set.of(
            Topic.ASSESS_STATE,
            Topic.ASSESS_TRAFFIC,
            Topic.START_INSTANCES,
            Topic.SHIFT_TRAFFIC,
            Topic.DRAIN_INSTANCES,
            Topic.STOP_INSTANCES);

    private final ReleaseRecord record;
    private final Instant now;
    private final List<String> missing = new ArrayList<>();
    private final Map<Rule, List<Long>> proven = new TreeMap<>();
    private List<Long> approvals = List.of();
    private boolean isForward;

    PermitPolicy(ReleaseRecord record, Instant now) {
        this.record = record;
        this.now = now;
    }

    /** Whether there is such a step forward at all. */
    static boolean isForward(Topic action) {
        return FORWARD.contains(action);
    }

    /** Whether what was asked last was a step forward. */
    boolean isForward() {
        return isForward;
    }

    /** The entries that prove each rule, by rule. */
    Map<Rule, List<Long>> proven() {
        return proven;
    }

    /** The entries of the approvals that it takes; none: it takes none. */
    List<Long> approvals() {
        return approvals;
    }

    /**
     * Whether the release may be brought forward by this step.
     *
     * @param current the plan as it would be made now; empty: none can be made
     * @return everything that is missing, as sentences; empty: nothing is
     */
    List<String> forward(Topic action, Optional<Goal> goal, Optional<Plan> current) {
        isForward = true;
        if (!FORWARD.contains(action)) {
            return List.of("'" + action.id() + "' is no step forward");
        }
        record.over().ifPresent(missing::add);
        var plan = plan(goal, current, action);
        if (plan != null) {
            step(action, plan, record.planned().orElseThrow());
        }
        return List.copyOf(missing);
    }

    private @Nullable Plan plan(Optional<Goal> goal, Optional<Plan> current, Topic action) {
        var plan = record.plan().orElse(null);
        if (plan == null) {
            missing.add("There is no plan: the change was not classified");
            return null;
        }
        if (current.isEmpty() || !current.get().hash().equals(plan.hash())) {
            missing.add("What would be done is not the plan " + plan.hash().substring(0, 12)
                    + " any more: artifact, class, catalog or confirmed version have changed since. Check again, and a new"
                    + " plan is made");
        }
        var wanted = action == Topic.PROVE_ROLLBACK_PATH ? plan.back() : plan.digest();
        if (!goal.map(Goal::digest).orElse("").equals(wanted)) {
            missing.add("The plan is about other bytes than "
                    + goal.map(Goal::toString).orElse("none"));
        }
        return plan;
    }

    private void step(Topic action, Plan plan, Entry planned) {
        switch (action) {
            case PROVE_ROLLBACK_PATH -> prepared(plan);
            case START_INSTANCES -> {
                prepared(plan);
                BACK_UP.forEach(rule -> prove(rule, record.passed(rule, plan.digest(), now.minus(BACKED_UP), planned)));
                approved(plan);
            }
            case SHIFT_TRAFFIC ->
                before(Topic.START_INSTANCES, plan)
                        .ifPresent(start ->
                                prove(Rule.VERI_1, record.passed(Rule.VERI_1, plan.digest(), Instant.MIN, start)));
            case DRAIN_INSTANCES -> before(Topic.SHIFT_TRAFFIC, plan);
            case CONFIRM_RELEASE ->
                before(Topic.SHIFT_TRAFFIC, plan)
                        .ifPresent(shift -> VERIFICATION.forEach(
                                rule -> prove(rule, record.passed(rule, plan.digest(), Instant.MIN, shift))));
            default -> missing.add("'" + action.id() + "' is no step forward");
        }
    }

    private void prepared(Plan plan) {
        PREPARATION.forEach(rule -> prove(rule, record.passed(rule, plan.digest(), now.minus(PREPARED))));
    }

    private void prove(Rule rule, Optional<List<Entry>> passes) {
        passes.ifPresentOrElse(
                found -> proven.put(rule, found.stream().map(Entry::sequence).toList()),
                () -> missing.add(rule.id() + " has no pass that counts for this artifact, this plan and this moment"));
    }

    private Optional<Entry> before(Topic action, Plan plan) {
        var permit = record.permitted(action, plan);
        if (permit.isEmpty()) {
            missing.add("The step before, '" + action.id() + "', was never permitted under this plan");
        }
        return permit;
    }

    private void approved(Plan plan) {
        if (Set.of("low", "medium").contains(plan.changeClass())) {
            return;
        }
        var decided = new Approvals(record);
        decided.of(plan, now.minus(PREPARED))
                .ifPresentOrElse(
                        entries -> approvals = entries,
                        () -> missing.add("The class is " + plan.changeClass() + ", and " + decided.why(plan)));
    }

    /**
     * Whether the environment may be brought back by this step.
     *
     * @param by what the evidence says of the release that confirmed it, if there is one
     * @return everything that is missing, as sentences; empty: nothing is
     */
    List<String> back(Topic action, Optional<Goal> goal, Place place, Optional<ReleaseRecord> by) {
        isForward = false;
        approvals = List.of();
        missing.clear();
        proven.clear();
        if (!BACK.contains(action)) {
            return List.of("'" + action.id() + "' is no step back");
        }
        if (record.ended()) {
            missing.add("The release has ended");
        }
        if (goal.isEmpty() && (action == Topic.START_INSTANCES || action == Topic.SHIFT_TRAFFIC)) {
            missing.add("There is nothing to start or to give the traffic to");
        }
        if (!goal.equals(record.confirmed())) {
            missing.add("What was confirmed here is "
                    + record.confirmed().map(Goal::toString).orElse("nothing") + ", not "
                    + goal.map(Goal::toString).orElse("nothing"));
        } else if (goal.isPresent()
                && by.filter(release -> release.endedConfirmed(place, goal.get()))
                        .isEmpty()) {
            missing.add("No release in the evidence ended confirmed with " + goal.get());
        }
        return List.copyOf(missing);
    }
}
