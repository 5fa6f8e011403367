package io.slipway.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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

    private static final Set<String> BESIDE_THE_PROGRAM = Set.of(DOCUMENTATION.id(), CONFIGURATION.id(), NOTHING.id());

    /** As decisions and catalogs name it. */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether a change leaves the program as it is: it is of what people read, or of settings.
     *
     * @param kinds ids with commas; empty or none: nobody knows what changes
     */
    public static boolean leavesTheProgram(Optional<String> kinds) {
        return kinds.filter(text -> !text.isBlank())
                .map(text -> BESIDE_THE_PROGRAM.containsAll(List.of(text.split(", *"))))
                .orElse(false);
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
