package io.slipway.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.ErrorCode;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.permit.Granting;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.client.variable.value.JsonValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswerWriterTest {

    private static final Job JOB = new Job("1", "shop-1", Map.of(), Granting.none());

    private static AnswerWriter writer(Duration... pauses) {
        var second = Duration.ofSeconds(1);
        var settings =
                new WorkerSettings(null, 1, List.of(), second, second, List.of(pauses), second, second, second, null);
        return new AnswerWriter(settings, () -> Instant.EPOCH);
    }

    @Test
    void writesVariablesAsTheyAreAndListsAsJson() {
        var outcome = Outcome.done()
                .with(Variable.SHIFTED_AT, null)
                .with(Variable.TARGET_UNTOUCHED, true)
                .with(Variable.INSTANCES, "[]")
                .with(Variable.COUNTED, "{}")
                .and(Finding.pass(Rule.DEPL_1, "deployed", Map.of()));

        var done = (Answer.Done) writer().done(JOB, outcome);

        assertThat(done.variables()).containsEntry("shiftedAt", null).containsEntry("targetUntouched", true);
        assertThat(done.variables().get("instances")).isInstanceOf(JsonValue.class);
        assertThat(done.variables().get("counted")).isInstanceOf(JsonValue.class);
        assertThat(done.variables().get("findings")).isInstanceOf(JsonValue.class);
    }

    @Test
    void writesNoFindingsIfThereAreNone() {
        var done = (Answer.Done) writer().done(JOB, Outcome.done());

        assertThat(done.variables()).isEmpty();
    }

    @Test
    void leavesAFindingForEveryStop() {
        for (var code : ErrorCode.values()) {
            var stop = (Answer.Stop) writer().stop(JOB, new BusinessStop(code, "w".repeat(900)));

            assertThat(stop.code()).isEqualTo(code.id());
            assertThat(stop.message()).hasSize(600).endsWith("…");
            assertThat(((JsonValue) Objects.requireNonNull(stop.variables().get("findings"))).getValue())
                    .contains("\"verdict\":\"fail\"", "w".repeat(900));
        }
    }

    @Test
    void countsRetriesDownAndNeverUp() {
        var two = writer(Duration.ofSeconds(2), Duration.ofSeconds(10));

        assertRetry(two, null, 2, 2);
        assertRetry(two, 2, 1, 10);
        assertRetry(two, 1, 0, 0);
        assertRetry(two, 0, 0, 0);
        assertRetry(two, 7, 6, 2);
        assertRetry(writer(), null, 0, 0);
        assertRetry(writer(), 3, 2, 0);
    }

    private static void assertRetry(AnswerWriter writer, @Nullable Integer before, int left, int seconds) {
        var failed = (Answer.Failed) writer.retry(new RetryableFailure("down", new IOException()), before);
        assertThat(failed.retries()).isEqualTo(left);
        assertThat(failed.pause()).isEqualTo(Duration.ofSeconds(seconds));
    }

    /** Not a finding: it says nothing of the release. */
    @Test
    void isAStopOnlyWhenNoRetryIsLeftAndTheModelHasAnAnswer() {
        var two = writer(Duration.ofSeconds(2), Duration.ofSeconds(10));
        var failure = new RetryableFailure("nobody there", new IOException()).otherwise(ErrorCode.NOT_TOLD);

        assertThat(two.retry(failure, null)).isInstanceOf(Answer.Failed.class);
        assertThat(two.retry(failure, 2)).isInstanceOf(Answer.Failed.class);
        assertThat(two.retry(failure, 1)).isEqualTo(new Answer.Stop("not-told", "nobody there", Map.of()));
    }

    @Test
    void keepsWhatTheEngineCanKeepOfABug() {
        var failed = (Answer.Failed) writer(Duration.ofSeconds(2)).bug(new IllegalStateException("x".repeat(30_000)));

        assertThat(failed.retries()).isZero();
        assertThat(failed.message()).hasSize(600).startsWith("java.lang.IllegalStateException: xxx");
        assertThat(failed.details()).hasSize(20_000);
    }
}
