package io.slipway.permit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.contract.RollbackMode;
import io.slipway.contract.Topic;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rollback plan of a release (GATE-1): what people agree to before it, and what a rollback then does.
 *
 * @param goal the confirmed version that a rollback goes to; null: it removes
 * @param within the longest that it may take
 * @param backup the database that is backed up before, where it may change; null: the catalog names none
 * @param rehearsal what is asked of its rehearsals; null: nothing. Where it removes, there is nothing to rehearse
 * @param restores whether the database is put back as it was backed up, because that version does not run on what the new one
 *     makes of it
 * @param data how that version gets on with the data if a database changes, in a person's words; null: nobody said
 */
public record WayBack(
        @Nullable Goal goal,
        Duration within,
        @Nullable String backup,
        @Nullable RehearsalDemand rehearsal,
        boolean restores,
        @Nullable String data) {

    static final String MODE = "mode";

    static final String BACKUP = "backup";
    static final String DATA = "data";
    static final String REHEARSAL = "rehearsal";

    private static final List<Topic> BRING_BACK = List.of(
            Topic.ASSESS_STATE,
            Topic.ASSESS_TRAFFIC,
            Topic.START_INSTANCES,
            Topic.CHECK_HEALTH,
            Topic.SHIFT_TRAFFIC,
            Topic.DRAIN_INSTANCES,
            Topic.STOP_INSTANCES,
            Topic.CHECK_HEALTH,
            Topic.CHECK_KEY_FLOWS,
            Topic.WATCH_MONITORING,
            Topic.JUDGE_TRAFFIC);
    private static final List<Topic> RESTORE = Stream.of(
                    Stream.of(
                            Topic.ASSESS_STATE,
                            Topic.ASSESS_TRAFFIC,
                            Topic.MEASURE_DATA_LOSS,
                            Topic.RESTORE_DATABASE,
                            Topic.ASSESS_STATE,
                            Topic.ASSESS_TRAFFIC,
                            Topic.MEASURE_DATA_LOSS),
                    BRING_BACK.stream().skip(2))
            .flatMap(steps -> steps)
            .toList();
    private static final List<Topic> REMOVE =
            List.of(Topic.ASSESS_STATE, Topic.ASSESS_TRAFFIC, Topic.DRAIN_INSTANCES, Topic.STOP_INSTANCES);

    /** What is done to images and data. */
    public RollbackMode mode() {
        if (goal == null) {
            return RollbackMode.REMOVE;
        }
        return restores ? RollbackMode.IMAGE_AND_RESTORE : RollbackMode.IMAGE_ONLY;
    }

    /**
     * The tasks of {@code roll-back-release} in their order; it ends after the second where nothing was touched. Nothing is
     * restored where the database is as it was.
     */
    public List<String> steps() {
        var steps =
                switch (mode()) {
                    case REMOVE -> REMOVE;
                    case IMAGE_AND_RESTORE -> RESTORE;
                    case IMAGE_ONLY -> BRING_BACK;
                };
        return steps.stream().map(Topic::id).toList();
    }

    void write(ObjectNode json) {
        json.put(MODE, mode().id()).put("within", within.toString());
        var steps = json.putArray("steps");
        steps().forEach(steps::add);
        if (goal != null) {
            json.put("version", goal.version()).put("digest", goal.digest());
        }
        if (goal != null && rehearsal != null) {
            rehearsal.write(json.putObject(REHEARSAL));
        }
        if (backup != null) {
            json.put(BACKUP, backup);
        }
        if (data != null) {
            json.put(DATA, data);
        }
    }
}
