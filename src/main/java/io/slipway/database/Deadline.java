package io.slipway.database;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What has to be done by a time. */
final class Deadline {

    private Deadline() {}

    /**
     * How long there still is.
     *
     * @throws IOException if there is nothing left
     */
    static Duration left(Instant end) throws IOException {
        var left = Duration.between(Instant.now(), end);
        if (left.isNegative() || left.isZero()) {
            throw new IOException("the time that it may take is over");
        }
        return left;
    }

    /** What comes of something; what it asks somebody else is not waited for any longer. */
    static <T> T by(Instant end, Callable<T> work) throws IOException, InterruptedException {
        var thread = Executors.newSingleThreadExecutor();
        try {
            return get(thread.submit(work), end);
        } finally {
            thread.shutdownNow();
        }
    }

    /** What comes of something that goes on elsewhere. */
    static <T> T get(Future<T> future, Instant end) throws IOException, InterruptedException {
        try {
            return future.get(left(end).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the time that it may take is over", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
        }
    }
}
