package io.slipway.traffic;

import static io.slipway.traffic.Crossing.NEW;
import static io.slipway.traffic.Crossing.OLD;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.slipway.contract.ErrorCode;
import io.slipway.contract.Instance;
import io.slipway.contract.Variable;
import io.slipway.target.LocalTarget;
import io.slipway.worker.BusinessStop;
import io.slipway.worker.Outcome;
import io.slipway.worker.RetryableFailure;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShiftTrafficTest {

    private Crossing crossing;
    private Instance old;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        crossing = new Crossing(folder);
        old = crossing.instance("a", "1.0.0", OLD);
        shift("1.0.0", OLD, old);
    }

    @AfterEach
    void close() {
        crossing.close();
    }

    private Outcome shift(String version, String digest, Instance... goal) throws Exception {
        return new ShiftTraffic(crossing.catalog(), crossing.traffics(), crossing.lastLook())
                .work(crossing.job(version, digest, goal));
    }

    @Test
    @Tag("DEPL-1")
    void givesAllNewRequestsToTheGoal() throws Exception {
        assertThat(crossing.ask("/")).isEqualTo("a 1.0.0");
        var goal = crossing.instance("a", "1.1.0", NEW);
        var before = Instant.now();

        var outcome = shift("1.1.0", NEW, goal);

        assertThat(List.of(crossing.ask("/"), crossing.ask("/"), crossing.ask("/")))
                .containsOnly("a 1.1.0");
        assertThat(Instant.parse((String) outcome.variables().get(Variable.SHIFTED_AT.name())))
                .isBetween(before, Instant.now());
    }

    @Test
    @Tag("MON-2")
    void beginsToCountAnewSoThatWhatWasBeforeDoesNotCount() throws Exception {
        crossing.ask("/broken");
        await().until(() -> crossing.upstreams().get(0).serverErrors() == 1);

        shift("1.0.0", OLD, old);

        assertThat(crossing.upstreams())
                .filteredOn(u -> u.weight() > 0)
                .singleElement()
                .satisfies(fresh -> {
                    assertThat(fresh.requests()).isZero();
                    assertThat(fresh.serverErrors()).isZero();
                });
    }

    /** Or its counts would seem to begin late, and a good version would be rolled back for a hole in the evidence. */
    @Test
    @Tag("MON-2")
    void whoWaitedForTheTargetSaysThatTheSwitchWasAfterwards() throws Exception {
        var target = new LocalTarget(crossing.catalog().service("shop"), "staging");
        var goal = crossing.instance("a", "1.1.0", NEW);
        var outcome = new AtomicReference<Outcome>();
        var shift = new Thread(() -> {
            try {
                outcome.set(shift("1.1.0", NEW, goal));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        var free = target.<Instant, RuntimeException>alone(() -> {
            shift.start();
            await().until(() -> shift.getState() == Thread.State.TIMED_WAITING);
            return Instant.now();
        });
        shift.join();

        assertThat(Instant.parse(
                        (String) requireNonNull(outcome.get()).variables().get(Variable.SHIFTED_AT.name())))
                .isAfter(free);
    }

    @Test
    @Tag("VERI-1")
    @Tag("DEPL-1")
    void leavesTheTrafficWhereItIsIfOneInstanceAnswersAsAnother() throws Exception {
        var good = crossing.instance("a", "1.1.0", NEW);
        var before = crossing.upstreams();

        assertStopped("answered", "1.1.0", NEW, good, crossing.instance("b", "1.1.0", OLD));
        assertStopped("answered", "1.1.0", NEW, good, crossing.instance("b", "1.0.9", NEW));
        assertStopped("did not answer", "1.1.0", NEW, good, new Instance("b", "1.1.0", NEW, "127.0.0.1:1"));

        assertThat(crossing.upstreams()).isEqualTo(before);
        assertThat(crossing.ask("/")).isEqualTo("a 1.0.0");
    }

    @Test
    @Tag("VERI-1")
    void leavesTheTrafficWhereItIsIfThereIsNoInstance() throws Exception {
        assertStopped("no instance", "1.1.0", NEW);

        assertThat(crossing.ask("/")).isEqualTo("a 1.0.0");
    }

    @Test
    void isTriedAgainIfTheGatewayIsDownOrRefuses() throws Exception {
        crossing.loseTheSecret();
        assertThatThrownBy(() -> shift("1.0.0", OLD, old))
                .isInstanceOf(RetryableFailure.class)
                .hasMessageContaining("401");

        crossing.gateway.close();
        assertThatThrownBy(() -> shift("1.0.0", OLD, old))
                .isInstanceOf(RetryableFailure.class)
                .hasMessageContaining("Is the gateway up?");
    }

    private void assertStopped(String says, String version, String digest, Instance... goal) {
        assertThatThrownBy(() -> shift(version, digest, goal))
                .isInstanceOf(BusinessStop.class)
                .hasMessageContaining(says)
                .extracting(thrown -> ((BusinessStop) thrown).code())
                .isEqualTo(ErrorCode.BEHAVES_UNEXPECTEDLY);
    }
}
