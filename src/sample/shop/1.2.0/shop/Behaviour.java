package shop;

/** A version that was never tried: it does not start. */
final class Behaviour {

    /** Every how many orders one is lost: even good software has its errors. */
    static final int LOST_ORDER = 100;

    /** How long the shop thinks about each answer. */
    static final int THINKING_MILLIS = 0;

    static final String GREETING = "Welcome";

    private Behaviour() {}

    static void start() {
        throw new IllegalStateException("the table of prices is missing");
    }
}
