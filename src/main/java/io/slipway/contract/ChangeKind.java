package io.slipway.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a part of a change is about, by where it lies; the riskiest first. The names are those of {@code classify-change}. */
public enum ChangeKind {
    /** The facts are missing or contradict each other. */
    UNCLEAR,
    /** Migrations, and any SQL. */
    DATABASE,
    /** How much of it there is, and what it and its machines are tuned to. */
    SCALING,
    /** What machines, networks, clusters and pipelines are made from. */
    INFRASTRUCTURE,
    /** Beside {@link #SOURCE}: so much of it changes that nobody oversees it. */
    LARGE,
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

    /** What no path is. */
    private static final Set<ChangeKind> OF_NO_PATH = EnumSet.of(UNCLEAR, LARGE, NOTHING);

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
        return isUnclear(kinds) || among(kinds, DATABASE);
    }

    /**
     * Whether a change may be scaling or tuning.
     *
     * @param kinds ids with commas; empty or none: nobody knows what changes, so it may be
     */
    public static boolean mayBeScaling(Optional<String> kinds) {
        return isUnclear(kinds) || isScaling(kinds);
    }

    /** Whether a change is known to be scaling or tuning, whatever else it may be. */
    public static boolean isScaling(Optional<String> kinds) {
        return among(kinds, SCALING);
    }

    /** Whether nobody knows all that changes. */
    public static boolean isUnclear(Optional<String> kinds) {
        return kinds.filter(text -> !text.isBlank()).isEmpty() || among(kinds, UNCLEAR);
    }

    /** The same kinds and {@link #DATABASE}; ids with commas, in the order of the alphabet. */
    static String withDatabase(String kinds) {
        var all = new TreeSet<>(List.of(kinds.split(", *")));
        all.remove(NOTHING.id());
        all.add(DATABASE.id());
        return String.join(", ", all);
    }

    private static boolean among(Optional<String> kinds, ChangeKind wanted) {
        return kinds.stream().flatMap(text -> Arrays.stream(text.split(", *"))).anyMatch(wanted.id()::equals);
    }

    /** Whether a path can be of this kind. */
    public boolean isOfPaths() {
        return !OF_NO_PATH.contains(this);
    }
}
