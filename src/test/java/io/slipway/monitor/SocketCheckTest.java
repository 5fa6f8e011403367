package io.slipway.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.contract.Finding;
import io.slipway.contract.Instance;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.permit.Granting;
import io.slipway.probe.Health;
import io.slipway.probe.HealthProbe;
import io.slipway.target.Harbour;
import io.slipway.target.Version;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where real processes listen, as the host says. */
@Tag("SEC-4")
class SocketCheckTest {

    private Harbour harbour;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        harbour = new Harbour(folder);
    }

    @AfterEach
    void close() throws Exception {
        harbour.close();
    }

    private Version run(String behaviour) throws Exception {
        var version = harbour.build("1.0.0", behaviour);
        harbour.run(version, "a");
        harbour.run(version, "b");
        await().until(() -> harbour.target().running().stream().allMatch(SocketCheckTest::answers));
        return version;
    }

    private static boolean answers(Instance instance) {
        try {
            return new HealthProbe().ask(instance.address(), "/health") instanceof Health.Up;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Outcome look(Version version, String phase) throws Exception {
        var variables = Map.<String, Object>of(
                "service",
                "shop",
                "environment",
                "staging",
                "phase",
                phase,
                "goalVersion",
                version.number(),
                "goalDigest",
                version.digest(),
                "instances",
                Instance.write(harbour.target().running()));
        return new CheckHealth(harbour.catalog(), new HealthCheck(new HealthProbe()))
                .work(new Job("1", "shop-1", variables, Granting.none()));
    }

    private static Optional<Finding> sockets(Outcome outcome) {
        return outcome.findings().stream()
                .filter(finding -> finding.rule() == Rule.SEC_4)
                .findFirst();
    }

    private void assertRefused(Version version, String why) throws Exception {
        for (var phase : List.of("deploy", "verify")) {
            var outcome = look(version, phase);
            assertThat(outcome.variables()).containsEntry(Variable.HEALTH_VERDICT.name(), "fail");
            assertThat(sockets(outcome)).hasValueSatisfying(finding -> {
                assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
                assertThat(finding.why()).contains(why);
            });
        }
    }

    @Test
    void whatListensWhereItMayPasses() throws Exception {
        var outcome = look(run("good"), "deploy");
        assertThat(outcome.variables()).containsEntry(Variable.HEALTH_VERDICT.name(), "pass");
        assertThat(sockets(outcome))
                .hasValueSatisfying(finding ->
                        assertThat(finding.verdict()).as(finding.why()).isEqualTo(Verdict.PASS));
    }

    @Test
    void oneMorePortIsOneTooMany() throws Exception {
        assertRefused(run("opens"), "instance 'a' listens at [127.0.0.1:");
    }

    /** Its parent is gone, but it is still of the session that was started here. */
    @Test
    void whatAProgramLeavesBehindIsItsOwn() throws Exception {
        run("orphans");
        var instances = harbour.target().running();
        await().until(() -> SocketCheck.of(harbour.target(), instances).verdict() == Verdict.FAIL);
    }

    @Test
    void anInstanceThatAnybodyReachesIsRefused() throws Exception {
        assertRefused(run("exposes"), "every address of the host:");
    }

    /** It goes to what was there before, which nobody has to wait for. */
    @Test
    @Tag("ROLL-2")
    void aRollbackIsNotAsked() throws Exception {
        var outcome = look(run("opens"), "roll-back");
        assertThat(outcome.variables()).containsEntry(Variable.HEALTH_VERDICT.name(), "pass");
        assertThat(sockets(outcome)).isEmpty();
    }

    @Test
    void whatDoesNotRunHereIsNotKnown() throws Exception {
        var nobody = List.of(new Instance("a", "1.0.0", "d".repeat(64), "127.0.0.1:1"));
        assertThat(SocketCheck.of(harbour.target(), nobody).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(SocketCheck.of(harbour.target(), List.of()).verdict()).isEqualTo(Verdict.FAIL);
    }
}
