package io.slipway.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.contract.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How work is fetched and held, over HTTP. */
class WorkerHostTest {

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
    void keepsTheLockWhileTheWorkLasts() {
        var enough = new CountDownLatch(1);
        workshop.open(job -> {
            enough.await();
            return Outcome.done();
        });
        var began = System.nanoTime();
        workshop.engine.offer("1", Topic.CHECK_TESTS, null);

        await().atMost(Duration.ofSeconds(10))
                .until(() -> workshop.engine.told("1", "extendLock").size() == 2);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(5));
        assertThat(workshop.engine
                        .told("1", "extendLock")
                        .get(0)
                        .path("newDuration")
                        .asInt())
                .isEqualTo(3000);
        enough.countDown();
        workshop.answer("1", "complete");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 400})
    void callsTheWorkOffAndReportsNothingIfTheLockIsLost(int status) {
        workshop.engine.status = said -> said.task().equals("lost") ? status : 204;
        var interrupted = new AtomicBoolean();
        workshop.open(job -> {
            if (job.id().equals("lost")) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.set(true);
                    throw e;
                }
            }
            return Outcome.done();
        });
        workshop.engine.offer("lost", Topic.CHECK_TESTS, null);
        await().atMost(Duration.ofSeconds(10)).untilTrue(interrupted);
        workshop.engine.offer("next", Topic.CHECK_TESTS, null);

        workshop.answer("next", "complete");
        assertThat(workshop.engine.answers("lost")).isEmpty();
    }

    @Test
    void worksUnderAnotherNameAfterEveryStart() {
        workshop.open(job -> Outcome.done());
        workshop.open(job -> Outcome.done());

        await().atMost(Duration.ofSeconds(10)).until(() -> workshop.engine.waiting.get() == 2);

        assertThat(workshop.engine.fetches.stream()
                        .map(fetch -> fetch.path("workerId").asText())
                        .distinct())
                .hasSize(2);
    }

    @Test
    void asksForTheNextTaskAtOnceHoweverLongThereWasNone() {
        workshop.open(job -> Outcome.done());

        // each request waits for one second; pauses that grow between them would soon be longer
        await().atMost(Duration.ofSeconds(12)).until(() -> workshop.engine.fetches.size() == 7);

        workshop.engine.offer("1", Topic.CHECK_TESTS, null);
        workshop.answer("1", "complete");
    }

    @Test
    void freesTheTaskThatIsCutShortByAStop() {
        workshop.open(job -> {
            new CountDownLatch(1).await();
            return Outcome.done();
        });
        workshop.engine.offer("1", Topic.CHECK_TESTS, null);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !workshop.engine.told("1", "extendLock").isEmpty());

        workshop.stop();

        assertThat(workshop.engine.answers("1")).containsExactly("unlock");
    }
}
