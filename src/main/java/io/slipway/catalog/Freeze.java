package io.slipway.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A time in which nothing is released.
 *
 * @param name what people call it
 * @param from when it begins, in the calendar's time zone
 * @param to when it is over
 * @param repeats when it begins again, as a recurrence rule of RFC 5545 such as {@code FREQ=YEARLY}; absent: never
 */
public record Freeze(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) LocalDateTime from,
        @JsonProperty(required = true) LocalDateTime to,
        @Nullable String repeats) {

    public Freeze {
        Check.that(!name.isBlank(), "name", "must say what the freeze is called");
        Check.that(from.isBefore(to), "from", "must be before 'to', but " + from + " is not before " + to);
    }
}
