package io.slipway.calendar;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import io.slipway.catalog.CatalogException;
import io.slipway.catalog.PublicHolidays;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Public holidays of a country or a part of it, as Jollyday knows them. */
final class Holidays {

    private final @Nullable HolidayManager manager;
    private final String[] region;

    /** @throws CatalogException if nobody knows that country or that part of it */
    Holidays(@Nullable PublicHolidays whose) {
        if (whose == null) {
            this.manager = null;
            this.region = new String[0];
            return;
        }
        this.manager = manager(whose);
        this.region = whose.region() == null ? new String[0] : new String[] {whose.region()};
        requireKnown(manager, whose);
    }

    /** The name of the holiday, in English; empty: the day is none. */
    Optional<String> on(LocalDate day) {
        if (manager == null) {
            return Optional.empty();
        }
        return manager.getHolidays(day, day, region).stream()
                .map(holiday -> holiday.getDescription(Locale.ENGLISH))
                .sorted()
                .findFirst();
    }

    private static HolidayManager manager(PublicHolidays whose) {
        try {
            return HolidayManager.getInstance(
                    ManagerParameters.create(whose.country().toLowerCase(Locale.ROOT)));
        } catch (RuntimeException e) {
            throw new CatalogException(
                    "Nobody knows the public holidays of '" + whose.country()
                            + "': 'country' is an ISO 3166 code such as 'at'. " + e.getMessage(),
                    e);
        }
    }

    private static void requireKnown(HolidayManager manager, PublicHolidays whose) {
        var regions = manager.getCalendarHierarchy().getChildren();
        if (whose.region() != null && !regions.containsKey(whose.region())) {
            throw new CatalogException("The country '" + whose.country() + "' has no region '" + whose.region()
                    + "' with public holidays of its own; it has " + regions.keySet());
        }
    }
}
