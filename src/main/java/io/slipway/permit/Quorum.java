package io.slipway.permit;

import io.slipway.contract.Role;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether the people who agreed fill the seats that are asked for, when each person may sit on one seat only.
 *
 * <p>A maximum matching in a bipartite graph, by augmenting paths: C. Berge, <i>Two theorems in graph theory</i>, PNAS 43
 * (1957), in the form of H. W. Kuhn's <i>Hungarian method</i> (1955). First come, first seated would do harm: somebody who
 * holds two roles would take the seat that only they do not need.
 */
public final class Quorum {

    private final List<Role> seats;
    private final Map<String, Set<Role>> people;
    /** Who sits on which seat, by the person. */
    private final Map<String, Integer> seated = new HashMap<>();

    private Quorum(List<Role> seats, Map<String, Set<Role>> people) {
        this.seats = seats;
        this.people = people;
    }

    /**
     * Seats people so that all seats are filled, if there is any way to.
     *
     * @param seats the roles that are asked for; a role that is asked for twice needs two people
     * @param people the roles that each person holds
     * @return the person on each seat, in the order of the seats, nobody twice; empty if the seats cannot be filled
     */
    public static Optional<List<String>> fill(List<Role> seats, Map<String, Set<Role>> people) {
        var quorum = new Quorum(seats, people);
        for (var seat = 0; seat < seats.size(); seat++) {
            if (!quorum.fill(seat, new HashSet<>())) {
                return Optional.empty();
            }
        }
        return Optional.of(quorum.seating());
    }

    /** Finds somebody for the seat, moving others to other seats where that is needed. */
    private boolean fill(int seat, Set<String> asked) {
        // in a fixed order: the same people give the same seating, whatever the order of the map
        for (var person : new TreeSet<>(people.keySet())) {
            if (!people.getOrDefault(person, Set.of()).contains(seats.get(seat)) || !asked.add(person)) {
                continue;
            }
            var other = seated.get(person);
            if (other == null || fill(other, asked)) {
                seated.put(person, seat);
                return true;
            }
        }
        return false;
    }

    private List<String> seating() {
        var names = new String[seats.size()];
        seated.forEach((person, seat) -> names[seat] = person);
        return Arrays.asList(names);
    }
}
