package io.slipway.permit;

/**
 * Whether there is a permit cannot be said now: who asks does not hold the task (any more), or the chain of evidence is
 * not known to be whole. That proves nothing about the release, and whoever then holds the task asks again.
 */
public final class NoPermitYetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param why sentences for a person */
    public NoPermitYetException(String why) {
        super(why);
    }
}
