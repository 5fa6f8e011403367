package io.slipway.target;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Lets one worker at a time change a target, in this Slipway and in others. The death of a holder frees it. */
final class TargetLock implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** The lock on the file is the whole JVM's; inside it, threads need one more. */
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final ReentrantLock thread;
    private final FileChannel channel;

    private TargetLock(ReentrantLock thread, FileChannel channel) {
        this.thread = thread;
        this.channel = channel;
    }

    /** @throws TargetBusyException if another worker holds it for longer than a few seconds */
    static TargetLock take(Path root) throws IOException, InterruptedException {
        var thread = THREADS.computeIfAbsent(root, path -> new ReentrantLock());
        if (!thread.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new TargetBusyException(
                    "another worker of this Slipway has been at work on " + root + " for " + PATIENCE);
        }
        @Nullable FileChannel channel = null;
        try {
            Files.createDirectories(root);
            channel = FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock(channel, root);
            return new TargetLock(thread, channel);
        } catch (IOException | InterruptedException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            thread.unlock();
            throw e;
        }
    }

    private static void lock(FileChannel channel, Path root) throws IOException, InterruptedException {
        var end = Instant.now().plus(PATIENCE);
        @Nullable FileLock lock = channel.tryLock();
        while (lock == null) {
            if (Instant.now().isAfter(end)) {
                throw new TargetBusyException("another Slipway has been at work on " + root + " for " + PATIENCE);
            }
            Thread.sleep(20);
            lock = channel.tryLock();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            thread.unlock();
        }
    }
}
