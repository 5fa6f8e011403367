package io.slipway.contract;

import java.util.Arrays;

/**
 * Whether a release may go to an environment on some day (ANTI-1).
 *
 * @param because what was looked at and on which day, in words; the same for the whole of that day
 */
public record ReleaseWindow(State state, String because) {

    /** For an environment that users do not depend on, and that the catalog gives no calendar. */
    public static final ReleaseWindow ALWAYS = new ReleaseWindow(
            State.OPEN, "The catalog gives no calendar to an environment that users do not depend on");

    /** The words of {@code release-window}. */
    public enum State {
        OPEN("open"),
        /** Only by an approval that names what stands against it. */
        APPROVAL("approval"),
        CLOSED("closed");

        private final String id;

        State(String id) {
            this.id = id;
        }

        public String id() {
            return id;
        }

        /** @throws IllegalArgumentException if there is none of that id */
        public static State of(String id) {
            return Arrays.stream(values())
                    .filter(state -> state.id.equals(id))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("'" + id + "' is no state of a release window"));
        }
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }
}
