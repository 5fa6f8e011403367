package shop;

/** A change whose tests failed. */
final class Behaviour {

    /** Every how many orders one is lost: even good software has its errors. */
    static final int LOST_ORDER = 100;

    /** How long the shop thinks about each answer. */
    static final int THINKING_MILLIS = 0;

    static final String GREETING = "Welcom";

    private Behaviour() {}

    static void start() {}
}
