package io.slipway.calendar;

import io.slipway.catalog.CatalogException;
import io.slipway.catalog.Freeze;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/** The freezes of a calendar: each holds from its beginning until just before its end, by the clocks of its time zone. */
final class Freezes {

    private final List<Freeze> freezes;
    private final ZoneId zone;

    /** @throws CatalogException if a recurrence rule is none */
    Freezes(List<Freeze> freezes, ZoneId zone) {
        this.freezes = freezes;
        this.zone = zone;
        freezes.forEach(Freezes::beginnings);
    }

    /**
     * One that holds.
     *
     * @param end when it is over
     */
    record Held(String name, ZonedDateTime end) {}

    /** The one that holds longest at that moment; empty: none does. */
    Optional<Held> at(ZonedDateTime now) {
        return freezes.stream().flatMap(freeze -> held(freeze, now).stream()).max((one, other) -> one.end()
                .compareTo(other.end()));
    }

    private Optional<Held> held(Freeze freeze, ZonedDateTime now) {
        var length = Duration.between(freeze.from(), freeze.to());
        return begin(freeze, now)
                .map(begin -> new Held(freeze.name(), begin.plus(length).atZone(zone)))
                .filter(held -> held.end().isAfter(now));
    }

    /** When it began last. */
    private Optional<LocalDateTime> begin(Freeze freeze, ZonedDateTime now) {
        Optional<LocalDateTime> last = Optional.of(freeze.from()).filter(begin -> hasBegun(begin, now));
        var beginnings = beginnings(freeze);
        if (last.isEmpty() || beginnings.isEmpty()) {
            return last;
        }
        var again = beginnings.get();
        // one day more, because clocks may have been put back since
        again.fastForward(floating(now.toLocalDateTime()
                .minus(Duration.between(freeze.from(), freeze.to()))
                .minusDays(1)));
        while (again.hasNext()) {
            var next = local(again.nextDateTime());
            if (!hasBegun(next, now)) {
                break;
            }
            last = Optional.of(next);
        }
        return last;
    }

    private boolean hasBegun(LocalDateTime begin, ZonedDateTime now) {
        return !begin.atZone(zone).isAfter(now);
    }

    private static Optional<RecurrenceRuleIterator> beginnings(Freeze freeze) {
        if (freeze.repeats() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RecurrenceRule(freeze.repeats()).iterator(floating(freeze.from())));
        } catch (InvalidRecurrenceRuleException | IllegalArgumentException e) {
            throw new CatalogException(
                    "The freeze '" + freeze.name() + "' repeats '" + freeze.repeats()
                            + "', which is no recurrence rule of RFC 5545 such as FREQ=YEARLY, or one with an UNTIL that is"
                            + " no local time: " + e.getMessage(),
                    e);
        }
    }

    private static DateTime floating(LocalDateTime time) {
        return new DateTime(
                time.getYear(),
                time.getMonthValue() - 1,
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond());
    }

    private static LocalDateTime local(DateTime time) {
        return LocalDateTime.of(
                time.getYear(),
                time.getMonth() + 1,
                time.getDayOfMonth(),
                time.getHours(),
                time.getMinutes(),
                time.getSeconds());
    }
}
