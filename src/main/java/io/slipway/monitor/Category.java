package io.slipway.monitor;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Arrays;
import java.util.Locale;

/** What is watched of a service: MON-1 to MON-4, in this order. */
enum Category {
    AVAILABILITY,
    ERRORS,
    PERFORMANCE,
    RESOURCES;

    /** As the catalog writes it. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The category with this id.
     *
     * @throws IllegalArgumentException if there is none
     */
    @JsonCreator
    static Category of(String id) {
        return Arrays.stream(values())
                .filter(category -> category.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + id + "' is no category; there are "
                        + Arrays.stream(values()).map(Category::id).toList()));
    }
}
