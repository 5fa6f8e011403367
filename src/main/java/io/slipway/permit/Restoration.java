package io.slipway.permit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.contract.Role;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.evidence.Entry;
import java.util.Optional;

/**
 * The backup that a rollback puts back: the one that was made and proven before the version that is taken back came. As the
 * evidence of its release proves it.
 *
 * @param backup its name
 * @param record SHA-256 of what is known of it
 */
public record Restoration(String backup, String record) {

    /** The answer of an orchestrator who has it put back. */
    public static final String RESTORE = "restore";

    /** The fact of a finding that says how many rows are given up with it. */
    public static final String ROWS = "rows";

    /** The fact that says which backup a finding is about. */
    public static final String BACKUP = "backup";

    /** The fact that says which record of it was looked at: all findings of one backup have the same. */
    public static final String RECORD = "record";

    /** What a rollback of this release puts back; empty: its plan says nothing of it, or no backup of it was proven. */
    static Optional<Restoration> of(ReleaseRecord release) {
        return release.plan()
                .filter(Plan::restores)
                .flatMap(plan -> release.found(Rule.BACK_2, Topic.PROVE_RESTORE))
                .filter(proof -> text(proof, "verdict").equals(Verdict.PASS.id()))
                .flatMap(proof -> ReleaseRecord.fact(proof, BACKUP).flatMap(backup -> ReleaseRecord.fact(proof, RECORD)
                        .map(record -> new Restoration(backup, record))));
    }

    /**
     * What was measured last that it gives up; empty: nothing is known of it, or there is nothing to put back.
     *
     * @param rollback the evidence of what is being rolled back
     */
    private Optional<Entry> measured(ReleaseRecord rollback) {
        return rollback.found(Rule.AUTH_4, Topic.MEASURE_DATA_LOSS)
                .filter(finding -> text(finding, "verdict").equals(Verdict.FAIL.id()))
                .filter(finding -> ReleaseRecord.fact(finding, RECORD).equals(Optional.of(record)));
    }

    /** How many rows it gives up, as it was measured last; empty: that is not known, or there is nothing to put back. */
    public Optional<String> loss(ReleaseRecord rollback) {
        return measured(rollback).flatMap(finding -> ReleaseRecord.fact(finding, ROWS));
    }

    /** The newest decision about what was measured last, if an orchestrator took it, to put it back, naming the loss. */
    Optional<Entry> agreed(ReleaseRecord rollback) {
        return measured(rollback)
                .flatMap(rollback::decidedAfter)
                .filter(decision ->
                        text(decision, Variable.STOP_DECISION.name()).equals(RESTORE))
                .filter(decision -> ReleaseRecord.texts(decision, "groups").anyMatch(Role.ORCHESTRATOR.id()::equals))
                .filter(decision -> ReleaseRecord.texts(decision, "asked").anyMatch(Role.ORCHESTRATOR.id()::equals))
                .filter(decision -> loss(rollback).equals(Optional.of(text(decision, Variable.ACCEPTED_LOSS.name()))));
    }

    /** What a rehearsal did last about it, if that went well and was about this one. */
    Optional<Entry> rehearsed(ReleaseRecord rehearsal, Topic step) {
        return rehearsal
                .found(Rule.ROLL_4, step)
                .filter(finding -> text(finding, "verdict").equals(Verdict.PASS.id()))
                .filter(finding -> ReleaseRecord.fact(finding, RECORD).equals(Optional.of(record)));
    }

    void write(ObjectNode json) {
        json.put(BACKUP, backup).put(RECORD, record);
    }

    private static String text(Entry entry, String field) {
        return entry.fact().body().path(field).asText();
    }
}
