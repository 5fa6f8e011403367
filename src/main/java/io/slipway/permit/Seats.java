package io.slipway.permit;

import io.slipway.contract.ChangeKind;
import io.slipway.contract.ChecklistItem;
import io.slipway.contract.ReleaseWindow;
import io.slipway.contract.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whose approval a plan needs. It is what {@code required-discipline} asks people for, from the evidence: a test holds that
 * both say the same. Before them a backend-specialist attests what is open of the checklist.
 */
final class Seats {

    private static final Set<String> STANDARD = Set.of("low", "medium");
    private static final Set<String> HIGHER = Set.of("high", "emergency");
    private static final List<Role> BOTH = List.of(Role.DATABASE_ARCHITECT, Role.ORCHESTRATOR);

    private Seats() {}

    /**
     * The roles that have to agree to a plan, in the order in which they are asked; none: it needs nobody.
     *
     * @param open the items of the checklist that somebody has to attest
     */
    static List<Role> of(Plan plan, ReleaseRecord record, List<ChecklistItem> open) {
        var seats = new ArrayList<Role>();
        if (!open.isEmpty()) {
            seats.add(Role.BACKEND_SPECIALIST);
        }
        seats.addAll(of(plan.changeClass(), record.changeKinds(), plan.window().state()));
        return seats;
    }

    /** @param kinds what changes, with commas; empty: nobody knows, so it may be a database */
    static List<Role> of(String changeClass, Optional<String> kinds, ReleaseWindow.State window) {
        if (ChangeKind.mayBeDatabase(kinds)) {
            return BOTH;
        }
        if (HIGHER.contains(changeClass) || STANDARD.contains(changeClass) && window == ReleaseWindow.State.APPROVAL) {
            return List.of(Role.ORCHESTRATOR);
        }
        return STANDARD.contains(changeClass) && window == ReleaseWindow.State.OPEN ? List.of() : BOTH;
    }
}
