package io.slipway.pier;

/** How a version behaves, and how its release has to end therefore. */
public enum Behaviour {
    GOOD("confirmed"),
    /** Says that it is other bytes than it was started from: found right after the start. */
    LIES("rolled-back"),
    /** Answers 500 to everybody but those who ask for its health: found only when it has the traffic. */
    ERRS("rolled-back");

    private final String end;

    Behaviour(String end) {
        this.end = end;
    }

    public String end() {
        return end;
    }
}
