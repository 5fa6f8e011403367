package io.slipway;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What the test classes of a JVM share: made when the first one asks for it, closed when the JVM ends. Where several JVMs
 * share the classes, each class is a test run of its own to JUnit, which would close what is in its store after each.
 */
public final class Shared<T extends AutoCloseable> {

    private final Callable<T> making;
    private @Nullable T made;

    public Shared(Callable<T> making) {
        this.making = making;
    }

    public synchronized T get() {
        if (made == null) {
            made = make();
        }
        return made;
    }

    private T make() {
        try {
            var one = making.call();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(one)));
            return one;
        } catch (Exception e) {
            throw new IllegalStateException("What tests share cannot be made", e);
        }
    }

    private static void close(AutoCloseable made) {
        try {
            made.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
