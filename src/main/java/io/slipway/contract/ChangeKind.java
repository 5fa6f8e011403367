package io.slipway.contract;

import java.util.Locale;

/** What a part of a change is about, by where it lies. The names are those of {@code classify-change}. */
public enum ChangeKind {
    /** What people read and no program does. */
    DOCUMENTATION,
    /** Settings of the program. */
    CONFIGURATION,
    /** The program, and everything of which nobody has said what it is. */
    SOURCE,
    /** The manifests and locks of what others have written. */
    DEPENDENCIES,
    /** Migrations, and any SQL. */
    DATABASE,
    /** What machines, networks, clusters and pipelines are made from. */
    INFRASTRUCTURE,
    /** Alone: the version that is there once more. */
    NOTHING,
    /** The facts are missing or contradict each other. */
    UNCLEAR;

    /** As decisions and catalogs name it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
