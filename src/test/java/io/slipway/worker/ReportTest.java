package io.slipway.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.contract.ErrorCode;
import io.slipway.contract.LostLock;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a real engine would hear of the work, over HTTP. */
class ReportTest {

    private Workshop workshop;

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop();
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    @Test
    void bringsWhatWasFoundOutToTheEngine() throws Exception {
        workshop.open(
                job -> Outcome.done().with(Variable.CHANGE_KINDS, job.get(Variable.SERVICE) + " " + job.businessKey()));
        workshop.engine.offer("1", Topic.CHECK_TESTS, null);

        var said = workshop.answer("1", "complete");

        assertThat(said.at("/variables/changeKinds/value").asText()).isEqualTo("shop shop-1");
        assertThat(workshop.engine.authorizations).allMatch(header -> header != null && header.startsWith("Basic "));
    }

    @Test
    void endsABugAsAFailureThatNobodyTriesAgain() {
        workshop.open(job -> {
            throw new AssertionError("a bug");
        });
        workshop.engine.offer("1", Topic.CHECK_TESTS, null);
        workshop.engine.offer("2", Topic.CHECK_TESTS, 5);

        for (var task : List.of("1", "2")) {
            var said = workshop.answer(task, "failure");
            assertThat(said.path("retries").asInt(-1)).isZero();
            assertThat(said.path("errorMessage").asText()).contains("a bug");
            assertThat(said.path("errorDetails").asText()).contains("at " + ReportTest.class.getName());
        }
    }

    @Test
    void countsDownWithGrowingPausesIfTheWorldDoesNotPlayAlong() {
        workshop.open(job -> {
            throw new RetryableFailure("the gateway is down", new IOException("refused"));
        });

        assertRetry("1", null, 3, 2_000);
        assertRetry("2", 3, 2, 10_000);
        assertRetry("3", 2, 1, 30_000);
        assertRetry("4", 1, 0, 0);
    }

    private void assertRetry(String task, @Nullable Integer before, int left, int pause) {
        workshop.engine.offer(task, Topic.CHECK_TESTS, before);
        var said = workshop.answer(task, "failure");
        assertThat(said.path("retries").asInt(-1)).isEqualTo(left);
        assertThat(said.path("retryTimeout").asInt(-1)).isEqualTo(pause);
        assertThat(said.path("errorMessage").asText()).isEqualTo("the gateway is down");
    }

    @Test
    void saysWhatCannotBeReachedAsABpmnErrorWithAFinding() throws Exception {
        workshop.open(job -> {
            throw new BusinessStop(ErrorCode.BEHAVES_UNEXPECTEDLY, "an instance answered another digest");
        });
        workshop.engine.offer("1", Topic.CHECK_TESTS, null);

        var said = workshop.answer("1", "bpmnError");

        assertThat(said.path("errorCode").asText()).isEqualTo("behaves-unexpectedly");
        var findings =
                new ObjectMapper().readTree(said.at("/variables/findings/value").asText());
        assertThat(findings.at("/0/rule").asText()).isEqualTo("GATE-5");
        assertThat(findings.at("/0/verdict").asText()).isEqualTo("fail");
        assertThat(findings.at("/0/why").asText()).isEqualTo("an instance answered another digest");
    }

    @Test
    void doesNotLoseAnAnswerWhileTheEngineIsAway() {
        var done = new AtomicInteger();
        var offered = new AtomicInteger();
        workshop.engine.status = said -> said.what().equals("complete") && offered.incrementAndGet() < 4 ? 503 : 204;
        workshop.open(job -> Outcome.done().with(Variable.CHANGE_KINDS, "done " + done.incrementAndGet()));
        workshop.engine.offer("1", Topic.CHECK_TESTS, null);

        await().atMost(Duration.ofSeconds(10))
                .until(() -> workshop.engine.answers("1").size() == 4);

        assertThat(workshop.engine.answers("1")).containsOnly("complete");
        assertThat(workshop.engine
                        .told("1", "complete")
                        .get(3)
                        .at("/variables/changeKinds/value")
                        .asText())
                .isEqualTo("done 1");
    }

    /** The worker may hold the task anew by then: a failure would end that. */
    @Test
    @Tag("PHASE-0")
    void dropsAnAnswerThatComesAfterItsLockHasEnded() {
        workshop.engine.complaint = "workerId: w held it until then, and " + LostLock.SAYS;
        workshop.engine.status = said -> said.task().equals("1") ? 400 : 204;
        workshop.open(job -> Outcome.done());
        workshop.engine.offer("1", Topic.CHECK_TESTS, null);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> workshop.engine.answers("1").contains("complete"));
        workshop.engine.offer("2", Topic.CHECK_TESTS, null);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> workshop.engine.answers("2").contains("complete"));
        assertThat(workshop.engine.answers("1")).containsExactly("complete");
    }

    @Test
    void makesAnEngineIncidentOfAnAnswerThatTheEngineRefuses() {
        workshop.engine.status = said -> switch (said.what() + said.task()) {
            case "complete1" -> 500;
            case "complete2" -> 400;
            default -> 204;
        };
        workshop.open(job -> Outcome.done());
        workshop.engine.offer("1", Topic.CHECK_TESTS, null);
        workshop.engine.offer("2", Topic.CHECK_TESTS, null);

        for (var task : List.of("1", "2")) {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> workshop.engine.answers(task).contains("failure"));
            var said = workshop.engine.told(task, "failure").get(0);
            assertThat(said.path("retries").asInt(-1)).isZero();
            assertThat(said.path("errorMessage").asText()).contains("refuses its result");
        }
        assertThat(workshop.engine.told("1", "complete").size()).isGreaterThan(1);
        assertThat(workshop.engine.told("2", "complete")).hasSize(1);
    }
}
