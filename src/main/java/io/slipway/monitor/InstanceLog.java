package io.slipway.monitor;

import io.slipway.contract.Instance;
import io.slipway.target.LocalTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What an instance has logged since it was started.
 *
 * @param instance its name
 * @param messages how many
 * @param errors those that say that something went wrong, in their order
 * @param served for how long it had users
 */
record InstanceLog(String instance, int messages, List<LogEvent> errors, Duration served) {

    /** More is not read: a worker's time and memory have an end. */
    private static final int LONGEST = 16 * 1024 * 1024;

    /** Of a longer one that is only compared with: what it said as it started, and what it says now. */
    private static final int START = LONGEST / 4;

    InstanceLog {
        errors = List.copyOf(errors);
    }

    /** @throws IOException if it cannot be read, is too long, or was cut since */
    static InstanceLog now(LocalTarget target, Instance instance, Instant shiftedAt) throws IOException {
        return of(instance, InstanceProcess.said(target, instance, LONGEST), shiftedAt, Instant.now());
    }

    /**
     * The same of one that users were taken from, to compare with.
     *
     * @throws IOException if it cannot be read, or was cut since, or the host does not say since when it runs
     */
    static InstanceLog before(LocalTarget target, Instance instance, Instant shiftedAt)
            throws IOException, InterruptedException {
        var since = InstanceProcess.since(target, instance)
                .orElseThrow(() -> new IOException("it is not known since when it runs"));
        var said = InstanceProcess.said(target, instance, START, LONGEST - START);
        return of(instance, said, since, shiftedAt);
    }

    private static InstanceLog of(Instance instance, byte[] said, Instant since, Instant until) {
        var served = since.isBefore(until) ? Duration.between(since, until) : Duration.ZERO;
        return read(instance.name(), new String(said, StandardCharsets.UTF_8), served);
    }

    static InstanceLog read(String instance, String said, Duration served) {
        var errors = new ArrayList<LogEvent>();
        var messages = LogEvent.each(said, event -> {
            if (event.isWrong()) {
                errors.add(event);
            }
        });
        return new InstanceLog(instance, messages, errors, served);
    }
}
