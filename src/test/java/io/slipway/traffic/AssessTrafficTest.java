package io.slipway.traffic;

import static io.slipway.traffic.Crossing.NEW;
import static io.slipway.traffic.Crossing.OLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.contract.Instance;
import io.slipway.contract.Variable;
import io.slipway.worker.Job;
import io.slipway.worker.RetryableFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("ROLL-1")
class AssessTrafficTest {

    private Crossing crossing;
    private Instance old;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        crossing = new Crossing(folder);
        old = crossing.instance("a", "1.0.0", OLD);
    }

    @AfterEach
    void close() {
        crossing.close();
    }

    private void give(Share... shares) throws Exception {
        crossing.traffics().of(crossing.job(Map.of())).give(List.of(shares), crossing.granting.fence());
    }

    private Share share(Instance instance, int weight) {
        return new Share(instance.id() + "#1", instance.address(), weight);
    }

    @Test
    void isUntouchedIfAllRequestsGoToTheVersionThatARollbackGoesTo() throws Exception {
        new ShiftTraffic(crossing.catalog(), crossing.traffics(), crossing.lastLook())
                .work(crossing.job("1.0.0", OLD, old));
        assertUntouched(true, crossing.job("1.0.0", OLD));

        give(share(old, 100), share(crossing.instance("a", "1.1.0", NEW), 0));
        assertUntouched(true, crossing.job("1.0.0", OLD));
    }

    @Test
    void isTouchedIfOneRequestMayGoToAnotherVersion() throws Exception {
        give(share(old, 100), share(crossing.instance("a", "1.1.0", NEW), 1));

        assertUntouched(false, crossing.job("1.0.0", OLD));
    }

    @Test
    void isTouchedIfNobodyServesButSomebodyShould() throws Exception {
        assertUntouched(false, crossing.job("1.0.0", OLD));

        give(share(old, 0));
        assertUntouched(false, crossing.job("1.0.0", OLD));
    }

    @Test
    void isUntouchedWithoutAVersionToGoBackToOnlyIfNobodyServes() throws Exception {
        assertUntouched(true, crossing.job(Map.of()));

        give(share(old, 1));
        assertUntouched(false, crossing.job(Map.of()));
    }

    @Test
    void isTriedAgainIfTheGatewayIsDownAndSaysNothingMeanwhile() {
        crossing.gateway.close();

        assertThatThrownBy(() -> new AssessTraffic(crossing.traffics()).work(crossing.job("1.0.0", OLD)))
                .isInstanceOf(RetryableFailure.class)
                .hasMessageContaining("It is not known where the traffic goes");
    }

    private void assertUntouched(boolean untouched, Job job) throws Exception {
        var outcome = new AssessTraffic(crossing.traffics()).work(job);
        assertThat(outcome.variables()).containsEntry(Variable.TRAFFIC_UNTOUCHED.name(), untouched);
    }
}
