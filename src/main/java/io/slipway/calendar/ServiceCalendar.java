package io.slipway.calendar;

import io.slipway.catalog.Calendar;
import io.slipway.catalog.StaffedHours;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calendar of one environment. */
final class ServiceCalendar {

    private final Calendar calendar;
    private final Holidays holidays;
    private final Freezes freezes;

    /** @throws io.slipway.catalog.CatalogException if it names what does not exist */
    ServiceCalendar(Calendar calendar) {
        this.calendar = calendar;
        this.holidays = new Holidays(calendar.holidays());
        this.freezes = new Freezes(calendar.freezes(), calendar.timeZone());
    }

    CalendarFacts at(Instant moment) {
        var now = moment.atZone(calendar.timeZone());
        var hours = calendar.staffed();
        return new CalendarFacts(
                now,
                freezes.at(now),
                holidays.on(now.toLocalDate()),
                left(hours, now),
                hours == null ? Duration.ZERO : hours.least());
    }

    /** Real time, not by the clock's face: an hour that is left out in spring is nobody's. */
    private static Optional<Duration> left(@Nullable StaffedHours hours, ZonedDateTime now) {
        if (hours == null) {
            return Optional.empty();
        }
        var from = now.toLocalDate().atTime(hours.from()).atZone(now.getZone());
        var to = now.toLocalDate().atTime(hours.to()).atZone(now.getZone());
        if (!hours.days().contains(now.getDayOfWeek()) || now.isBefore(from) || now.isAfter(to)) {
            return Optional.of(Duration.ZERO);
        }
        return Optional.of(Duration.between(now, to));
    }
}
