package shop;

/** Faster orders, at a price: ten times as many are lost. */
final class Behaviour {

    /** Every how many orders one is lost: even good software has its errors. */
    static final int LOST_ORDER = 10;

    /** How long the shop thinks about each answer. */
    static final int THINKING_MILLIS = 0;

    static final String GREETING = "Welcome";

    private Behaviour() {}

    static void start() {}
}
