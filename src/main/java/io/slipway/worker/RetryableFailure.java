package io.slipway.worker;

/** The world did not play along; becomes a failure with one retry less, and an engine incident when none is left. */
public final class RetryableFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param why a sentence for a person: what was tried, on what, what came back, what to do */
    public RetryableFailure(String why, Throwable cause) {
        super(why, cause);
    }
}
