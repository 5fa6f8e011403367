package io.slipway.traffic;

import static io.slipway.traffic.Crossing.NEW;
import static io.slipway.traffic.Crossing.OLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.slipway.contract.Instance;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.RetryableFailure;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrainInstancesTest {

    private Crossing crossing;
    private Instance goal;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        crossing = new Crossing(folder);
        shift("1.0.0", OLD, crossing.instance("a", "1.0.0", OLD));
        goal = crossing.instance("a", "1.1.0", NEW);
    }

    @AfterEach
    void close() {
        crossing.close();
    }

    private void shift(String version, String digest, Instance instance) throws Exception {
        new ShiftTraffic(crossing.catalog(), crossing.traffics(), crossing.lastLook())
                .work(crossing.job(version, digest, instance));
    }

    private Outcome drain(Job job) throws InterruptedException {
        return new DrainInstances(crossing.traffics()).work(job);
    }

    @Test
    @Tag("DEPL-1")
    void waitsForTheRequestThatIsStillOpen() throws Exception {
        var open = crossing.asking("/slow");
        crossing.slowArrived.await();
        shift("1.1.0", NEW, goal);
        var thread = Executors.newSingleThreadExecutor();
        try {
            var asked = new CountDownLatch(1);
            var draining = thread.submit(() -> {
                asked.countDown();
                return drain(crossing.job("1.1.0", NEW, goal));
            });
            asked.await();
            await().during(300, TimeUnit.MILLISECONDS)
                    .atMost(5, TimeUnit.SECONDS)
                    .until(() -> !draining.isDone() && !open.isDone());
            assertThat(crossing.ask("/")).isEqualTo("a 1.1.0");

            crossing.slowMayEnd.countDown();

            draining.get(5, TimeUnit.SECONDS);
            assertThat(open.get().statusCode()).isEqualTo(200);
            await().until(() -> crossing.upstreams().stream().allMatch(u -> u.inFlight() == 0));
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void leavesTheGoalItsTraffic() throws Exception {
        shift("1.1.0", NEW, goal);

        drain(crossing.job("1.1.0", NEW, goal));

        assertThat(crossing.ask("/")).isEqualTo("a 1.1.0");
        assertThat(crossing.upstreams()).filteredOn(u -> u.weight() > 0).hasSize(1);
    }

    @Test
    void takesFromSomebodyElseWhatTheGoalDoesNotHave() throws Exception {
        drain(crossing.job("1.1.0", NEW, goal));

        assertThat(crossing.upstreams()).allMatch(u -> u.weight() == 0);
    }

    @Test
    void givesNobodyAnythingIfTheEnvironmentIsBeingEmptied() throws Exception {
        drain(crossing.job(Map.of()));

        assertThat(crossing.upstreams()).isEmpty();
        assertThat(crossing.ask("/")).contains("No instance serves");
    }

    @Test
    void isTriedAgainIfTheGatewayIsDown() {
        crossing.gateway.close();

        assertThatThrownBy(() -> drain(crossing.job("1.1.0", NEW, goal)))
                .isInstanceOf(RetryableFailure.class)
                .hasMessageContaining("Is the gateway up?");
    }
}
