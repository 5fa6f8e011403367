package io.slipway.permit;

/** There is no permit, or the one that is there does not allow this: nothing may be done. */
public final class PermitRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param why sentences for a person: what is missing, and what to do */
    public PermitRefusedException(String why) {
        super(why);
    }
}
