package io.slipway.engine.breakglass;

/** Marks what is done under break-glass, so that who guards variables lets it pass. */
public final class GlassInUse implements AutoCloseable {

    private static final ThreadLocal<Boolean> HAPPENING = ThreadLocal.withInitial(() -> false);

    private GlassInUse() {}

    static GlassInUse begin() {
        HAPPENING.set(true);
        return new GlassInUse();
    }

    public static boolean happening() {
        return HAPPENING.get();
    }

    @Override
    public void close() {
        HAPPENING.remove();
    }
}
