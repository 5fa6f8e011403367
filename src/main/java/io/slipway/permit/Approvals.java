package io.slipway.permit;

import io.slipway.contract.ChecklistItem;
import io.slipway.contract.Role;
import io.slipway.evidence.Entry;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which decisions count as the approval of a plan: each by a person who is known, holds a role that is asked for, and whose
 * change it is not. One person fills one seat, under however many accounts. Whether somebody may decide was looked at when
 * they did; this looks again, at what was written down.
 */
final class Approvals {

    private final ReleaseRecord record;
    private final List<Role> seats;
    private final List<ChecklistItem> open;

    /**
     * @param seats the roles that are asked for
     * @param open the items of the checklist that a backend-specialist has to attest
     */
    Approvals(ReleaseRecord record, List<Role> seats, List<ChecklistItem> open) {
        this.record = record;
        this.seats = seats;
        this.open = open;
    }

    /** The entries of the decisions that fill every seat; empty: they do not, or the newest decision is a no. */
    Optional<List<Long>> of(Plan plan, Instant notBefore) {
        var newest = record.decisions(plan).reduce((older, newer) -> newer);
        if (newest.filter(Approvals::isYes).isEmpty() || record.work().isEmpty()) {
            return Optional.empty();
        }
        var byPerson = new LinkedHashMap<String, Entry>();
        record.decisions(plan)
                .filter(decision -> counts(decision, notBefore))
                .forEach(decision -> byPerson.put(person(decision), decision));
        Map<String, Set<Role>> people = byPerson.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> roles(entry.getValue())));
        return Quorum.fill(seats, people).map(seated -> byPerson.entrySet().stream()
                .filter(entry -> seated.contains(entry.getKey()))
                .map(entry -> entry.getValue().sequence())
                .toList());
    }

    /** Why there are none. */
    String why(Plan plan) {
        if (record.work().isEmpty()) {
            return "whose work the change is, is not known (ROLE-5): nobody can be shown not to approve their own";
        }
        return record.decisions(plan).findAny().isEmpty()
                ? "nobody decided about this plan"
                : "the newest decision about this plan is no approval that counts: by "
                        + seats.stream().map(Role::id).collect(Collectors.joining(" and "))
                        + ", one person for each, not by whose change it is, and not older than 24 hours"
                        + (open.isEmpty() ? "" : "; of the checklist is to be attested: " + ChecklistItem.names(open));
    }

    private static boolean isYes(Entry decision) {
        return text(decision, "approvalDecision").equals("approve");
    }

    private boolean counts(Entry decision, Instant notBefore) {
        return isYes(decision)
                && !decision.at().isBefore(notBefore)
                && !record.startedBy().equals(Optional.of(decision.fact().actor()))
                && !person(decision).isEmpty()
                && record.work().filter(work -> !work.isOf(person(decision))).isPresent();
    }

    private static String person(Entry decision) {
        return text(decision, "person");
    }

    private Set<Role> roles(Entry decision) {
        var groups = ReleaseRecord.texts(decision, "groups").toList();
        // what somebody was not asked as, they did not decide as
        var asked = ReleaseRecord.texts(decision, "asked").toList();
        return Arrays.stream(Role.values())
                .filter(role -> groups.contains(role.id()) && asked.contains(role.id()))
                .filter(role -> role != Role.BACKEND_SPECIALIST || OpenItems.attested(open, decision))
                .collect(Collectors.toSet());
    }

    private static String text(Entry decision, String field) {
        return decision.fact().body().path(field).asText("");
    }
}
