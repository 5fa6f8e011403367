package io.slipway.permit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.contract.Topic;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rollback plan of a release (GATE-1): what people agree to before it, and what a rollback then does.
 *
 * @param goal the confirmed version that a rollback goes to; null: it removes
 * @param within the longest that it may take
 * @param backup the database that is backed up before, where it may change; null: the catalog names none
 * @param rehearsal what is asked of its rehearsals; null: nothing. Where it removes, there is nothing to rehearse
 * @param data how that version gets on with the data if a database changes, in a person's words; null: nobody said
 */
public record WayBack(
        @Nullable Goal goal,
        Duration within,
        @Nullable String backup,
        @Nullable RehearsalDemand rehearsal,
        @Nullable String data) {

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
            Topic.JUDGE_TRAFFIC);
    private static final List<Topic> REMOVE =
            List.of(Topic.ASSESS_STATE, Topic.ASSESS_TRAFFIC, Topic.DRAIN_INSTANCES, Topic.STOP_INSTANCES);

    /** What is done to images and data: {@code image-only} leaves the data as the version made it, {@code remove} all. */
    public String mode() {
        return goal == null ? "remove" : "image-only";
    }

    /** The tasks of {@code roll-back-release} in their order; it ends after the second where nothing was touched. */
    public List<String> steps() {
        return (goal == null ? REMOVE : BRING_BACK).stream().map(Topic::id).toList();
    }

    void write(ObjectNode json) {
        json.put("mode", mode()).put("within", within.toString());
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
