package io.slipway.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * When people may release to an environment.
 *
 * @param timeZone whose days and hours count: that of the people who look after the service
 * @param holidays whose public holidays count; absent: nobody's
 * @param staffed when somebody is there; absent: always
 * @param freezes when nothing is released; absent: never
 */
public record Calendar(
        @JsonProperty(required = true) ZoneId timeZone,
        @Nullable PublicHolidays holidays,
        @Nullable StaffedHours staffed,
        List<Freeze> freezes) {

    public Calendar {
        // absent in the file
        freezes = freezes == null ? List.of() : List.copyOf(freezes);
        Check.that(
                freezes.stream().map(Freeze::name).collect(Collectors.toSet()).size() == freezes.size(),
                "freezes",
                "must have names that differ");
    }
}
