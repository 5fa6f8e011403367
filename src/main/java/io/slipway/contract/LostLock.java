package io.slipway.contract;

/** What the server says to a worker that answers for a task whose lock it has lost, and what the worker knows it by. */
public final class LostLock {

    /** The end of the refusal's message. Nothing is wrong with the answer: it comes too late. */
    public static final String SAYS = "does not hold the task (any more): it is asked for again";

    private LostLock() {}
}
