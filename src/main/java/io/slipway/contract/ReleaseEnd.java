package io.slipway.contract;

/** How a release can end; the id is the value of the variable {@code outcome}. */
public enum ReleaseEnd {
    CONFIRMED("confirmed"),
    ROLLED_BACK("rolled-back"),
    /** No release, but a rehearsal of a rollback that has passed; one that has not ends {@link #STOPPED}. */
    REHEARSED("rehearsed"),
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
