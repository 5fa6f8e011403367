package io.slipway.contract;

import java.util.Locale;
import java.util.Optional;

/** What a version does to the schema of its database when it starts; where nobody knows there is none of these. */
public enum SchemaChange {
    /** Nothing. */
    NONE,
    /** Something, or what counts as that because nobody can look. */
    CHANGED;

    /** The fact of a finding that says which one it is. */
    public static final String FACT = "change";

    /** As {@link #FACT} says it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What changes, by all that is known.
     *
     * @param kinds what the sources say: ids with commas; empty: nobody knows what changes, and this does not say it either
     * @param found {@link #FACT}; empty: nobody has looked, or what came of it is not known
     */
    public static Optional<String> added(Optional<String> kinds, Optional<String> found) {
        return found.filter(CHANGED.id()::equals).isPresent()
                ? kinds.filter(text -> !text.isBlank()).map(ChangeKind::withDatabase)
                : kinds;
    }
}
