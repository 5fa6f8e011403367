package io.slipway.contract;

/** How a release can end; the id is the value of the variable {@code outcome}. */
public enum ReleaseEnd {
    CONFIRMED("confirmed"),
    ROLLED_BACK("rolled-back"),
    STOPPED("stopped"),
    WITHDRAWN("withdrawn");

    private final String id;

    ReleaseEnd(String id) {
        this.id = id;
    }

    /** The name as the models write it. */
    public String id() {
        return id;
    }
}
