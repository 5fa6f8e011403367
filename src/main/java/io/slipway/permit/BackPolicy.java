package io.slipway.permit;

import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.evidence.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What has to be proven before an environment is brought back: only what was confirmed there. It asks the evidence and
 * nothing else. Pure.
 */
final class BackPolicy {

    private static final Set<Topic> STEPS = Set.of(
            Topic.ASSESS_STATE,
            Topic.ASSESS_TRAFFIC,
            Topic.START_INSTANCES,
            Topic.SHIFT_TRAFFIC,
            Topic.DRAIN_INSTANCES,
            Topic.STOP_INSTANCES,
            Topic.RESTORE_DATABASE);

    /** What only a rehearsal does. */
    private static final Set<Topic> REHEARSED = Set.of(Topic.REHEARSE_RESTORE, Topic.RETURN_DATABASE);

    private BackPolicy() {}

    /**
     * Whether this step back is permitted.
     *
     * @param by that a release confirmed something here, if the evidence proves it
     */
    static Judgement judge(ReleaseRecord record, Topic action, Optional<Goal> goal, Optional<Confirmation> by) {
        return new Judgement(Judgement.BACK, missing(record, action, goal, by), Map.of(), List.of());
    }

    /**
     * The same for a rollback of a release that is confirmed.
     *
     * @param back what it brings back, if the evidence proves it
     */
    static Judgement judge(ReleaseRecord record, Topic action, Optional<Goal> goal, Return back) {
        var missing = new ArrayList<>(step(record, action));
        if (!goal.equals(Optional.of(back.to().goal()))) {
            missing.add("Confirmed before " + back.undone().release() + " was "
                    + back.to().goal() + ", not " + text(goal));
        }
        return new Judgement(Judgement.BACK, missing, Map.of(), List.of());
    }

    /**
     * The same for a rehearsal of a rollback, which goes to a version that was confirmed there before, and back.
     *
     * @param trip what it goes between, if the evidence proves both
     * @param production whether the place is production: nothing is rehearsed there
     * @param bad why the other version is not to be brought; empty: nobody has marked it bad
     */
    static Judgement judge(
            ReleaseRecord record,
            Topic action,
            Optional<Goal> goal,
            RoundTrip trip,
            boolean production,
            Optional<String> bad) {
        var missing = new ArrayList<>(step(record, action));
        if (production) {
            missing.add("Users depend on this environment: a rehearsal takes place where none are");
        }
        var home = goal.equals(Optional.of(trip.home().goal()));
        if (!home && !goal.equals(Optional.of(trip.other().goal()))) {
            missing.add("The rehearsal goes from " + trip.home().goal() + " to "
                    + trip.other().goal() + " and back, not to " + text(goal));
        }
        if (!home || action == Topic.REHEARSE_RESTORE) {
            bad.ifPresent(missing::add);
            record.over().ifPresent(missing::add);
        }
        return new Judgement(Judgement.BACK, missing, Map.of(), List.of());
    }

    /**
     * The same for what puts a database back: beside all that is asked of a step back, the plan said so before, and an
     * orchestrator has named what it gives up.
     *
     * @param back what is said of the step back itself
     * @param restoration what is put back, if the evidence proves it
     */
    static Judgement withData(Judgement back, ReleaseRecord record, Optional<Restoration> restoration) {
        var missing = new ArrayList<>(back.missing());
        var agreed = restoration.flatMap(found -> found.agreed(record));
        if (restoration.isEmpty()) {
            missing.add("No approved plan says that a rollback puts its database back, or no backup of it was proven");
        } else if (agreed.isEmpty()) {
            missing.add(
                    Rule.AUTH_4.id()
                            + ": no orchestrator has decided to put the database back, naming as many rows as were measured last");
        }
        return new Judgement(
                Judgement.BACK,
                missing,
                Map.of(),
                agreed.map(Entry::sequence).stream().toList());
    }

    /**
     * The same for what puts a database back in a rehearsal: nothing of it is given up, because the live one takes its place again.
     *
     * @param back what is said of the step itself
     * @param restoration what a rollback of what is confirmed there puts back, if the evidence proves it
     */
    static Judgement rehearsingData(Judgement back, Optional<Restoration> restoration) {
        var missing = new ArrayList<>(back.missing());
        if (restoration.isEmpty()) {
            missing.add(
                    "No approved plan says that a rollback of what is confirmed there puts its database back, or no backup of"
                            + " it was proven");
        }
        return new Judgement(Judgement.BACK, missing, Map.of(), List.of());
    }

    private static List<String> step(ReleaseRecord record, Topic action) {
        if (!STEPS.contains(action)
                && !(REHEARSED.contains(action) && record.rehearses().isPresent())) {
            return List.of("'" + action.id() + "' is no step back");
        }
        return record.ended() ? List.of("The release has ended") : List.of();
    }

    private static List<String> missing(
            ReleaseRecord record, Topic action, Optional<Goal> goal, Optional<Confirmation> by) {
        if (!STEPS.contains(action)) {
            return List.of("'" + action.id() + "' is no step back of a release");
        }
        var missing = new ArrayList<>(step(record, action));
        if (goal.isEmpty() && (action == Topic.START_INSTANCES || action == Topic.SHIFT_TRAFFIC)) {
            missing.add("There is nothing to start or to give the traffic to");
        }
        if (!goal.equals(record.confirmed())) {
            missing.add("What was confirmed here is " + text(record.confirmed()) + ", not " + text(goal));
        } else if (goal.isPresent()
                && by.filter(confirmed -> confirmed.goal().equals(goal.get())).isEmpty()) {
            missing.add("No release in the evidence ended confirmed with " + goal.get());
        }
        return missing;
    }

    private static String text(Optional<Goal> goal) {
        return goal.map(Goal::toString).orElse("nothing");
    }
}
