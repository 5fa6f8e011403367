package io.slipway.bench;

import io.slipway.RunningSlipway;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.stream.StreamSupport;

/**
 * A release to staging that fails, and that Slipway rolls back itself.
 *
 * @param bad the version
 * @param why it is bad
 */
record SlipwayWay(RunningSlipway slipway, String bad, String why) implements Way {

    private static final DateTimeFormatter ENGINE_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");

    @Override
    public String name() {
        return "Slipway, %s (%s)".formatted(bad, why);
    }

    @Override
    public Seen back() throws IOException, InterruptedException {
        try (var visitor = new Visitor(slipway.shop("staging"))) {
            var release = slipway.release(bad, "staging");
            var outcome = slipway.outcome(release);
            if (!outcome.equals("rolled-back")) {
                throw new IllegalStateException(bad + " ended " + outcome + ": " + slipway.findings(release));
            }
            var failed = failedCheck(release);
            return Seen.of(visitor.answers(), failed, bad);
        }
    }

    /** The rollback begins in the transaction that takes the result of the check that failed. */
    private Instant failedCheck(String release) throws IOException, InterruptedException {
        var begun = slipway.read(
                "/history/activity-instance?maxResults=10&activityId=CallActivity_RollBack&processInstanceId="
                        + release);
        var ended = slipway.read(
                "/history/activity-instance?maxResults=50&activityType=callActivity&processInstanceId=" + release);
        return StreamSupport.stream(ended.spliterator(), false)
                .map(activity -> time(activity.path("endTime").asText()))
                .filter(end -> !end.isAfter(time(begun.path(0).path("startTime").asText())))
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private static Instant time(String text) {
        return ENGINE_TIME.parse(text, Instant::from);
    }
}
