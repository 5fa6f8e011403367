package io.slipway.monitor;

import io.slipway.contract.Email;
import io.slipway.contract.Placeholder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody's word that an alert may be overheard for a while.
 *
 * @param by who made it, as that person wrote it
 * @param comment why
 * @param end when it ends
 */
record Silence(String id, String by, String comment, Instant end) {

    /** One that ends much later has no end. */
    private static final Duration LONGEST = Duration.ofDays(7);

    /** Why it does not count; empty: it does. */
    Optional<String> objection(OwnPeople own, Instant now) {
        var person = Email.of(by);
        if (person.isEmpty()) {
            return Optional.of("'" + by + "' made it, which is no e-mail address, and nobody knows who that is");
        }
        if (own.mayBe(person.get())) {
            return Optional.of(
                    person.get() + " made it, who is not known to be somebody else than those whose release it is");
        }
        if (Placeholder.is(comment)) {
            return Optional.of("it has no reason ('" + comment + "')");
        }
        if (end.isAfter(now.plus(LONGEST))) {
            return Optional.of("it ends at " + end + ", in more than " + LONGEST.toDays() + " days");
        }
        return end.isAfter(now) ? Optional.empty() : Optional.of("it ended at " + end);
    }

    @Override
    public String toString() {
        return "silence " + id + " of " + by + " until " + end + " ('" + comment + "')";
    }
}
