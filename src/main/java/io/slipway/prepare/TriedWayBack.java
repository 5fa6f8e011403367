package io.slipway.prepare;

import io.slipway.contract.Finding;
import io.slipway.contract.RollbackMode;
import io.slipway.contract.Rule;
import io.slipway.probe.FlowWalk;
import io.slipway.target.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What was seen of a way back over a migration, and what follows from it (BACK-3).
 *
 * <p>Over 150 lines: each answer is a sentence for a person, and they are read beside each other.
 */
final class TriedWayBack {

    private final TrialRun run;
    private final Version confirmed;
    private final TrialRun.Left left;
    private final Map<String, String> facts;
    private final List<String> wrong = new ArrayList<>();
    /** Key flows that pass with neither version. */
    private final List<String> silent = new ArrayList<>();
    /** What the confirmed version did to the schema in its turn. */
    private final List<String> changed = new ArrayList<>();

    TriedWayBack(TrialRun run, Version confirmed, TrialRun.Left left, Map<String, String> facts) {
        this.run = run;
        this.confirmed = confirmed;
        this.left = left;
        this.facts = facts;
    }

    TrialRun run() {
        return run;
    }

    Version confirmed() {
        return confirmed;
    }

    /** Something that shows that there is no way back. */
    void wrong(String what) {
        wrong.add(what);
    }

    void walked(String flow, FlowWalk.Result result) {
        if (!result.right()) {
            (left.broken().contains(flow) ? silent : wrong).add("the key flow '" + flow + "' " + result.what());
        }
    }

    void changed(String what) {
        changed.add(what);
    }

    /** The version itself is not there as it was. */
    Finding lost(String why) {
        return Finding.fail(Rule.BACK_3, "There is no proven way back: " + why, facts);
    }

    /** What could not be seen, unless there is enough against it already. */
    Finding unknown(String why) {
        return against().isEmpty()
                ? Finding.unknown(
                        Rule.BACK_3,
                        "Whether " + confirmed.number() + " runs on the schema that "
                                + run.version().number() + " leaves is not known: " + why
                                + ". Mend that, and check again",
                        facts)
                : finding();
    }

    /** What was seen, weighed. */
    Finding finding() {
        var against = against();
        if (!against.isEmpty() && run.database().restore() != null) {
            return byRestore(against);
        }
        if (!against.isEmpty()) {
            return Finding.fail(
                    Rule.BACK_3,
                    "There is no proven way back: " + confirmed.number() + " does not run on the schema that "
                            + run.version().number() + " leaves of " + run.live() + ": " + String.join("; ", against)
                            + ". Split the migration: a release that only adds, and a later one that takes away what nobody"
                            + " needs any more; or name in 'database.restore' who puts the database back",
                    facts);
        }
        return silent.isEmpty()
                ? passed()
                : unknown("with either version " + String.join("; ", silent)
                        + ". The copy has no rows: a key flow that needs some says nothing here, so name one that needs"
                        + " none");
    }

    /** The database as it is backed up before is what the confirmed version runs on now: that is what is put back. */
    private Finding byRestore(List<String> against) {
        var why = confirmed.number() + " does not run on the schema that "
                + run.version().number() + " leaves of " + run.live() + ": " + String.join("; ", against);
        try {
            var missing = run.beside().missing();
            if (!missing.isEmpty()) {
                return Finding.fail(
                        Rule.BACK_3,
                        "There is no proven way back: " + why + ". The database cannot be put back either: "
                                + String.join("; ", missing) + ". Grant that, and check again",
                        facts);
            }
        } catch (IOException e) {
            return Finding.unknown(
                    Rule.BACK_3,
                    "Whether there is a way back is not known: " + why + ", and whether the database can be put back: "
                            + e.getMessage() + ". Mend that, and check again",
                    facts);
        }
        facts.put(RollbackMode.FACT, RollbackMode.IMAGE_AND_RESTORE.id());
        return Finding.pass(
                Rule.BACK_3,
                why
                        + ". A rollback puts the database back as it is backed up before the release, and sets aside what is"
                        + " written after that: an orchestrator decides then, and is shown how many rows that are. Who"
                        + " approves this agrees to that; split the migration if users cannot do without",
                facts);
    }

    private List<String> against() {
        var against = new ArrayList<String>();
        if (!left.migration().renamed().isEmpty()) {
            against.add("has another name, or looks as if it had: "
                    + TrialRun.first(left.migration().renamed()));
        }
        if (!left.migration().unfillable().isEmpty()) {
            against.add("has to be filled, has no default, and is not known to it: "
                    + TrialRun.first(left.migration().unfillable()));
        }
        against.addAll(wrong);
        if (!changed.isEmpty()) {
            against.add("it changed it in its turn: " + TrialRun.first(changed));
        }
        return against;
    }

    private Finding passed() {
        facts.put(RollbackMode.FACT, RollbackMode.IMAGE_ONLY.id());
        var migration = left.migration();
        var binding = new ArrayList<>(migration.binding());
        binding.addAll(migration.altered());
        var note = binding.isEmpty()
                ? ""
                : ". For the database-architect: what it writes may be refused, or altered, by "
                        + TrialRun.first(binding) + ", and the key flows need not show it";
        return Finding.pass(
                Rule.BACK_3,
                confirmed.number() + " was started from its preserved bytes against what "
                        + run.version().number()
                        + " leaves of the schema (" + migration.gone().size() + " removed, "
                        + migration.altered().size() + " altered, "
                        + migration.fresh().size()
                        + " added), was healthy, and passed "
                        + run.service().keyFlows().size() + " key flows" + note,
                facts);
    }
}
