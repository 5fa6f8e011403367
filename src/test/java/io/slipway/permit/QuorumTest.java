package io.slipway.permit;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Enough people is enough, and one person is one person. */
@Tag("ROLE-1")
class QuorumTest {

    private static final int CASES = 10_000;
    private static final List<Role> ROLES =
            List.of(Role.ORCHESTRATOR, Role.DATABASE_ARCHITECT, Role.BACKEND_SPECIALIST, Role.RELEASE_MANAGER);

    @Test
    void inAnyCaseItIsFilledExactlyIfTryingEverySeatingFillsIt() {
        var filled = 0;
        for (var seed = 0; seed < CASES; seed++) {
            var random = new Random(seed);
            var seats = seats(random);
            var people = people(random);
            var found = Quorum.fill(seats, people);
            assertThat(found.isPresent())
                    .as("seed %d: %s by %s", seed, seats, people)
                    .isEqualTo(canBeFilled(seats, 0, people, new HashSet<>()));
            if (found.isPresent()) {
                filled++;
                assertSeated(seed, found.get(), seats, people);
            }
        }
        assertThat(filled).as("both answers occur often").isBetween(CASES / 5, CASES * 4 / 5);
    }

    private static void assertSeated(int seed, List<String> seating, List<Role> seats, Map<String, Set<Role>> people) {
        assertThat(seating).as("seed %d", seed).hasSameSizeAs(seats).doesNotHaveDuplicates();
        for (var seat = 0; seat < seats.size(); seat++) {
            assertThat(people.get(seating.get(seat)))
                    .as("seed %d, seat %d", seed, seat)
                    .contains(seats.get(seat));
        }
    }

    private static List<Role> seats(Random random) {
        var seats = new ArrayList<Role>();
        for (var i = random.nextInt(5); i > 0; i--) {
            seats.add(ROLES.get(random.nextInt(ROLES.size())));
        }
        return seats;
    }

    private static Map<String, Set<Role>> people(Random random) {
        var people = new HashMap<String, Set<Role>>();
        for (var i = random.nextInt(6); i > 0; i--) {
            var roles = new HashSet<Role>();
            for (var role : ROLES) {
                if (random.nextInt(5) < 2) {
                    roles.add(role);
                }
            }
            people.put("person-" + i, roles);
        }
        return people;
    }

    /** Brute force: every person on every seat. */
    private static boolean canBeFilled(
            List<Role> seats, int seat, Map<String, Set<Role>> people, Set<String> seatedAlready) {
        if (seat == seats.size()) {
            return true;
        }
        for (var person : people.keySet()) {
            if (people.get(person).contains(seats.get(seat)) && seatedAlready.add(person)) {
                if (canBeFilled(seats, seat + 1, people, seatedAlready)) {
                    return true;
                }
                seatedAlready.remove(person);
            }
        }
        return false;
    }

    @Test
    void whoHoldsTwoRolesMakesRoomForWhoHoldsOne() {
        var people = new TreeMap<String, Set<Role>>(Map.of(
                "anna", Set.of(Role.ORCHESTRATOR, Role.DATABASE_ARCHITECT),
                "berta", Set.of(Role.ORCHESTRATOR)));
        assertThat(Quorum.fill(List.of(Role.ORCHESTRATOR, Role.DATABASE_ARCHITECT), people))
                .contains(List.of("berta", "anna"));
    }

    @Test
    void onePersonNeverFillsTwoSeats() {
        var people = Map.of("anna", Set.of(Role.ORCHESTRATOR, Role.DATABASE_ARCHITECT));
        assertThat(Quorum.fill(List.of(Role.ORCHESTRATOR, Role.DATABASE_ARCHITECT), people))
                .isEmpty();
        assertThat(Quorum.fill(List.of(Role.ORCHESTRATOR, Role.ORCHESTRATOR), people))
                .isEmpty();
    }

    @Test
    void nobodyIsNeededWhereNothingIsAsked() {
        assertThat(Quorum.fill(List.of(), Map.of())).contains(List.of());
    }
}
