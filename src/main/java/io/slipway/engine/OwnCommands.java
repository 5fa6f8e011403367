package io.slipway.engine;

/**
 * Marks what Slipway itself asks of the engine and nobody else may: the guard before every command refuses it to callers
 * within this JVM as well. Used at the start, where the jar's models are deployed, and nowhere else.
 */
public final class OwnCommands implements AutoCloseable {

    private static final ThreadLocal<Boolean> HAPPENING = ThreadLocal.withInitial(() -> false);

    private OwnCommands() {}

    /** From here until it is closed, what this thread asks of the engine is Slipway's own. */
    public static OwnCommands begin() {
        HAPPENING.set(true);
        return new OwnCommands();
    }

    public static boolean happening() {
        return HAPPENING.get();
    }

    @Override
    public void close() {
        HAPPENING.remove();
    }
}
