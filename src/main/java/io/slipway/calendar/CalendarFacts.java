package io.slipway.calendar;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a calendar says of a moment.
 *
 * @param now by the clocks of the calendar's time zone
 * @param holiday its name, if the day is one
 * @param staffedLeft how long somebody is still there that day; empty: nobody asks
 * @param staffedLeast how long that has to be
 */
record CalendarFacts(
        ZonedDateTime now,
        Optional<Freezes.Held> freeze,
        Optional<String> holiday,
        Optional<Duration> staffedLeft,
        Duration staffedLeast) {

    private static final String NONE = "none";

    private String weekday() {
        return now.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private String staffedTime() {
        return staffedLeft
                .map(left -> left.compareTo(staffedLeast) < 0 ? "short" : "enough")
                .orElse("not asked for");
    }

    /** As {@code release-window} takes them: no names, because somebody may call a freeze "none". */
    Map<String, Object> forDecision() {
        return Map.of(
                "freeze",
                freeze.isPresent() ? "holds" : NONE,
                "weekday",
                weekday(),
                "holiday",
                holiday.isPresent() ? "today" : NONE,
                "staffedTime",
                staffedTime());
    }

    /** As people read them in a finding. */
    Map<String, String> forPeople() {
        var facts = new LinkedHashMap<String, String>();
        facts.put("at", now.withFixedOffsetZone().withNano(0).toString());
        facts.put("timeZone", now.getZone().getId());
        facts.put("weekday", weekday());
        facts.put("holiday", holiday.orElse(NONE));
        facts.put(
                "freeze",
                freeze.map(held -> held.name() + " until " + held.end()).orElse(NONE));
        facts.put(
                "staffedTimeLeft",
                staffedLeft
                        .map(left -> left.withNanos(0) + ", at least " + staffedLeast)
                        .orElse("not asked for"));
        return facts;
    }

    /** What the day is called: the same until midnight. */
    String day() {
        var names = new StringBuilder();
        freeze.ifPresent(held -> names.append("'")
                .append(held.name())
                .append("' until ")
                .append(held.end())
                .append(", "));
        holiday.ifPresent(name -> names.append(name).append(", "));
        return names + weekday() + " " + now.toLocalDate() + " in "
                + now.getZone().getId();
    }
}
