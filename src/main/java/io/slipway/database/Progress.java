package io.slipway.database;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what is written, and says in the log how far it is. */
final class Progress extends FilterOutputStream {

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final long PAUSE = Duration.ofSeconds(10).toNanos();
    private static final double MEGABYTE = 1_000_000;

    private final String what;
    private final Optional<Long> expected;
    private final long began = System.nanoTime();
    private long said = began;
    private long bytes;

    /** @param expected about how much there will be; empty: nobody knows */
    Progress(OutputStream sink, String what, Optional<Long> expected) {
        super(sink);
        this.what = what;
        this.expected = expected;
    }

    @Override
    public void write(int single) throws IOException {
        out.write(single);
        count(1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        out.write(buffer, offset, length);
        count(length);
    }

    private void count(int more) {
        bytes += more;
        var now = System.nanoTime();
        if (now - said >= PAUSE) {
            said = now;
            LOG.info("{}", sentence(Duration.ofNanos(now - began), Instant.now()));
        }
    }

    /** How much has been written. */
    long bytes() {
        return bytes;
    }

    String sentence(Duration since, Instant now) {
        var rate = bytes / Math.max(0.001, since.toMillis() / 1000.0);
        var end = expected.filter(all -> all > bytes)
                .map(all -> "the last one had " + megabytes(all) + " MB, so about until "
                        + now.plusSeconds((long) ((all - bytes) / Math.max(1, rate)))
                                .truncatedTo(ChronoUnit.SECONDS))
                .orElse(
                        expected.isPresent()
                                ? "longer than the last one"
                                : "it is the first one, so nobody knows until when");
        return String.format(
                Locale.ROOT,
                "%s: %s MB after %d s, %s MB/s; %s",
                what,
                megabytes(bytes),
                since.toSeconds(),
                megabytes((long) rate),
                end);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / MEGABYTE);
    }
}
