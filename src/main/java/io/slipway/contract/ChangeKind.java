package io.slipway.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

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
}
