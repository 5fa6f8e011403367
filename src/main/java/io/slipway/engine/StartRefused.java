package io.slipway.engine;

/** Slipway does not start as it is configured; the message says why, the action what to do. */
public final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    public StartRefused(String why, String action) {
        super(why);
        this.action = action;
    }

    public String action() {
        return action;
    }
}
