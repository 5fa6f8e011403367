package io.slipway.worker;

/**
 * A task while this thread works on it. Whoever finds that the work is not wanted any more interrupts the thread through
 * this, and never after the work has ended: the thread belongs to the client and goes on to the next task.
 */
final class HeldTask implements AutoCloseable {

    enum State {
        WANTED,
        /** The engine gave the task away or has none any more. */
        CALLED_OFF,
        /** This JVM stops. */
        CUT_SHORT,
        ENDED
    }

    private final Thread thread = Thread.currentThread();
    private State state = State.WANTED;
    private Runnable atEnd = () -> {};

    synchronized State state() {
        return state;
    }

    synchronized boolean wanted() {
        return state == State.WANTED;
    }

    /** What is to be done when the work has ended. */
    synchronized void atEnd(Runnable action) {
        atEnd = action;
    }

    synchronized void callOff() {
        interrupt(State.CALLED_OFF);
    }

    synchronized void cutShort() {
        interrupt(State.CUT_SHORT);
    }

    private void interrupt(State why) {
        if (state == State.WANTED) {
            state = why;
            thread.interrupt();
        }
    }

    /** Forgets an interruption that a worker left behind and nobody here asked for. */
    synchronized void clearStrayInterrupt() {
        if (state == State.WANTED) {
            Thread.interrupted();
        }
    }

    @Override
    public synchronized void close() {
        state = State.ENDED;
        atEnd.run();
        Thread.interrupted();
    }
}
