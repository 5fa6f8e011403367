package io.slipway.permit;

import io.slipway.contract.ChangeKind;
import io.slipway.contract.ChecklistItem;
import io.slipway.evidence.Entry;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Which items of the checklist the evidence does not prove, so that a person has to attest them. What the worker that fills
 * the checklist was told came from variables; here what changes, and what is confirmed, comes from the evidence.
 */
final class OpenItems {

    private OpenItems() {}

    /** @param notBefore what was proven before does not count any more */
    static List<ChecklistItem> of(Plan plan, ReleaseRecord record, Instant notBefore) {
        return Arrays.stream(ChecklistItem.values())
                .filter(item ->
                        record.passed(item.rule(), plan.digest(), notBefore).isEmpty() || isOpen(item, plan, record))
                .toList();
    }

    /** Whatever anybody found. */
    private static boolean isOpen(ChecklistItem item, Plan plan, ReleaseRecord record) {
        return switch (item) {
            // where the plan names a database, nothing is started without a backup of it that was restored (BACK-2)
            case BACKUPS -> !plan.backsUp() && ChangeKind.mayBeDatabase(record.changeKinds());
            case LOGS -> false;
            case BEHAVIOUR -> plan.back().isPresent() && !ChangeKind.leavesTheProgram(record.changeKinds());
        };
    }

    /** Whether a decision says something of each of them. */
    static boolean attested(List<ChecklistItem> open, Entry decision) {
        return open.stream().noneMatch(item -> decision.fact()
                .body()
                .path(item.note().name())
                .asText("")
                .isBlank());
    }
}
