package io.slipway.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a part of a change is about, by where it lies; the riskiest first. The names are those of {@code classify-change}. */
public enum ChangeKind {
    /** The facts are missing or contradict each other. */
    UNCLEAR,
    /** What machines, networks, clusters and pipelines are made from. */
    INFRASTRUCTURE,
    /** Migrations, and any SQL. */
    DATABASE,
    /** The program, and everything of which nobody has said what it is. */
    SOURCE,
    /** The manifests and locks of what others have written. */
    DEPENDENCIES,
    /** Settings of the program. */
    CONFIGURATION,
    /** What people read and no program does. */
    DOCUMENTATION,
    /** Alone: the version that is there once more. */
    NOTHING;

    /** As decisions and catalogs name it. */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether a change may be one of a database.
     *
     * @param kinds ids with commas; empty or none: nobody knows what changes, so it may be one
     */
    public static boolean mayBeDatabase(Optional<String> kinds) {
        return kinds.filter(text -> !text.isBlank())
                .map(text -> Arrays.stream(text.split(", *"))
                        .anyMatch(kind -> kind.equals(DATABASE.id()) || kind.equals(UNCLEAR.id())))
                .orElse(true);
    }
}
