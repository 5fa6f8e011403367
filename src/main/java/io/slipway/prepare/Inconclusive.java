package io.slipway.prepare;

/** A trial that says nothing, and why. */
final class Inconclusive extends Exception {

    private static final long serialVersionUID = 1L;

    Inconclusive(String why) {
        super(why);
    }
}
