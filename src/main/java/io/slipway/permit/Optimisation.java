package io.slipway.permit;

import io.slipway.contract.ChangeKind;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import java.util.Optional;

/**
 * Scaling and tuning is asked for by what somebody named and monitoring measured (NOT-5). The check was told by variables what
 * changes, and what is named: here both come from the evidence. Pure.
 */
final class Optimisation {

    private Optimisation() {}

    static Optional<String> missing(ReleaseRecord record, Plan plan) {
        if (plan.back().isEmpty() || !ChangeKind.mayBeScaling(record.changeKinds())) {
            return Optional.empty();
        }
        var named = record.scalingSignal();
        if (named.isEmpty()) {
            return Optional.of("NOT-5: it may be scaling or tuning, and nobody names the signal that asks for it");
        }
        var measured = record.measured(Rule.NOT_5, Topic.FILL_CHECKLIST, "named");
        if (!measured.equals(named)) {
            return Optional.of(
                    "NOT-5: named is '" + named.get() + "', but looked at was '" + measured.orElse("nothing") + "'");
        }
        // whoever was told that it is something else, or that nobody knows, has measured nothing
        var changes = record.changeKinds().orElse("nobody knows");
        var told = record.measured(Rule.NOT_5, Topic.FILL_CHECKLIST, "changes").orElse("nothing");
        return told.equals(changes)
                ? Optional.empty()
                : Optional.of("NOT-5: what changes is '" + changes + "', but looked at was '" + told
                        + "': somebody altered it");
    }
}
