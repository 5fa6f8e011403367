package io.slipway.artifact;

/** The bytes of a version are missing or not the ones they should be: nothing may be started from them. */
public final class AlteredException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String why;

    /** @param why a sentence for a person: what was looked at, what came back, what to do */
    public AlteredException(String why) {
        super(why);
        this.why = why;
    }

    public String why() {
        return why;
    }
}
