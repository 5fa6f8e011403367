package io.slipway.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a check answers. Only {@link #PASS} lets a release go on. */
public enum Verdict {
    PASS,
    FAIL,
    /** It could not be found out; the finding says why. */
    UNKNOWN;

    /** The verdict as the models and the findings write it. */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The verdict that is written so.
     *
     * @throws IllegalArgumentException if there is none
     */
    @JsonCreator
    public static Verdict of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
