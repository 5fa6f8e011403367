package shop;

/** A recommendation for everybody, and everybody waits for it. */
final class Behaviour {

    /** Every how many orders one is lost: even good software has its errors. */
    static final int LOST_ORDER = 100;

    /** How long the shop thinks about each answer. */
    static final int THINKING_MILLIS = 700;

    static final String GREETING = "Recommended for you";

    private Behaviour() {}

    static void start() {}
}
