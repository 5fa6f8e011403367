package io.slipway.calendar;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.CatalogException;
import io.slipway.catalog.Environment;
import io.slipway.contract.ReleaseWindow;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Says when a release may go to an environment (ANTI-1). What a rollback does is never its question. */
@Component
public final class ReleaseCalendar {

    private final Map<Environment, ServiceCalendar> calendars = new HashMap<>();
    private final WindowDecision decision = new WindowDecision();
    private final Catalog catalog;

    /** @throws CatalogException if a calendar of the catalog names what does not exist */
    public ReleaseCalendar(Catalog catalog) {
        this.catalog = catalog;
        for (var service : catalog.services()) {
            service.environments().forEach((name, environment) -> read(service.service() + " in " + name, environment));
        }
    }

    /**
     * The window at some moment, and why.
     *
     * @param facts what was looked at, for people
     */
    public record Answer(ReleaseWindow window, Map<String, String> facts) {}

    /** @throws CatalogException if there is no such service or environment */
    public Answer at(String service, String environment, Instant moment) {
        var calendar = calendars.get(catalog.service(service).environment(environment));
        if (calendar == null) {
            return new Answer(ReleaseWindow.ALWAYS, Map.of());
        }
        var facts = calendar.at(moment);
        return new Answer(decision.of(facts), facts.forPeople());
    }

    private void read(String where, Environment environment) {
        var calendar = environment.calendar();
        if (calendar == null) {
            return;
        }
        try {
            calendars.put(environment, new ServiceCalendar(calendar));
        } catch (CatalogException e) {
            throw new CatalogException("The calendar of " + where + ": " + e.getMessage(), e);
        }
    }
}
