package io.slipway.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Set;

/**
 * When somebody is there to see a release through.
 *
 * @param days absent: Monday to Friday
 * @param least how much of a day's hours has to be left when a release goes on
 */
public record StaffedHours(
        Set<DayOfWeek> days,
        @JsonProperty(required = true) LocalTime from,
        @JsonProperty(required = true) LocalTime to,
        @JsonProperty(required = true) Duration least) {

    public StaffedHours {
        // absent in the file
        days = days == null ? EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY) : Set.copyOf(days);
        Check.that(!days.isEmpty(), "days", "must not be empty: then nobody is ever there");
        Check.that(from.isBefore(to), "from", "must be before 'to', but " + from + " is not before " + to);
        Check.positive("least", least);
        Check.that(
                least.compareTo(Duration.between(from, to)) <= 0,
                "least",
                "must not be longer than the hours from " + from + " to " + to + ", but is " + least);
    }
}
