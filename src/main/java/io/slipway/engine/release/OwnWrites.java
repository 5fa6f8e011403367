package io.slipway.engine.release;

/**
 * Marks what Slipway itself writes while it acts for a person, so that {@link VariableGuard} tells it apart from what the
 * person sent.
 */
final class OwnWrites implements AutoCloseable {

    private static final ThreadLocal<Boolean> WRITING = ThreadLocal.withInitial(() -> false);

    private OwnWrites() {}

    static OwnWrites begin() {
        WRITING.set(true);
        return new OwnWrites();
    }

    static boolean happening() {
        return WRITING.get();
    }

    @Override
    public void close() {
        WRITING.remove();
    }
}
