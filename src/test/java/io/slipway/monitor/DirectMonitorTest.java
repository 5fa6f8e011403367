package io.slipway.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Verdict;
import io.slipway.probe.Health;
import io.slipway.probe.HealthProbe;
import io.slipway.target.Harbour;
import io.slipway.target.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded monitoring, of real processes. */
class DirectMonitorTest {

    private Path folder;
    private Harbour harbour;
    private Version confirmed;

    @BeforeEach
    void runAVersion(@TempDir Path folder) throws Exception {
        this.folder = folder;
        harbour = new Harbour(folder);
        confirmed = harbour.build("1.0.0", "good");
        harbour.run(confirmed, "a");
        harbour.run(confirmed, "b");
        awaitHealth();
    }

    private void awaitHealth() {
        await().until(() -> {
            for (var instance : harbour.target().running()) {
                if (new HealthProbe().ask(instance.address(), "/health") instanceof Health.Down) {
                    return false;
                }
            }
            return true;
        });
    }

    @AfterEach
    void close() throws Exception {
        harbour.close();
    }

    private Finding look(Rule rule, @Nullable Version meant) throws Exception {
        return Watch.over(harbour, folder.resolve("watched"), "{kind: direct}", meant)
                .of(rule);
    }

    private void assertFound(Rule rule, Verdict verdict, String why) throws Exception {
        var finding = look(rule, confirmed);
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(verdict);
        assertThat(finding.why()).contains(why);
    }

    @Test
    @Tag("GATE-2")
    @Tag("MON-5")
    @Tag("ANTI-5")
    void whatRunsWellIsWatchedAndQuiet() throws Exception {
        for (var rule : new Rule[] {Rule.GATE_2, Rule.CHECK_4}) {
            assertFound(rule, Verdict.PASS, "");
        }
        assertFound(Rule.ANTI_5, Verdict.PASS, "No alert fires");
        var alive = look(Rule.MON_5, confirmed);
        assertThat(alive.verdict()).as(alive.why()).isEqualTo(Verdict.PASS);
        for (var instance : harbour.target().running()) {
            assertThat(alive.facts())
                    .containsEntry("availability: health at " + instance.address(), "1.0")
                    .containsEntry("errors: share of probes that failed at " + instance.address(), "0.0")
                    .containsKey("performance: slowest probe (ms) at " + instance.address())
                    .hasEntrySatisfying(
                            "resources: memory (bytes) at " + instance.address(),
                            bytes -> assertThat(Double.parseDouble(bytes)).isGreaterThan(1_000_000));
        }
    }

    private void assertDuring(String phase, Verdict verdict, String why) throws Exception {
        var found = Watch.over(harbour, folder.resolve("watched"), "{kind: direct}", null)
                .during(harbour.target().running(), phase);
        assertThat(found).extracting(Finding::rule).containsExactly(Rule.DEPL_2, Rule.ANTI_5);
        assertThat(found.get(0).verdict()).as(found.get(0).why()).isEqualTo(verdict);
        assertThat(found.get(0).why()).contains(why);
    }

    /** Nothing of it is confirmed: these are the new ones. */
    @Test
    @Tag("DEPL-2")
    void aVersionIsWatchedWhileItHasUsersAndAlarmsOnceItDoesNotAnswer() throws Exception {
        assertDuring("verify", Verdict.PASS, "Every instance is watched");
        var pid = harbour.processes(confirmed, 2).get(0);
        signal("-STOP", pid);
        try {
            assertDuring("verify", Verdict.FAIL, "InstanceDown");
            assertDuring("deploy", Verdict.FAIL, "InstanceDown");
            assertThat(Watch.over(harbour, folder.resolve("watched"), "{kind: direct}", null)
                            .during(harbour.target().running(), "roll-back"))
                    .as("why it goes back keeps nobody from going back")
                    .isEmpty();
        } finally {
            signal("-CONT", pid);
        }
    }

    @Test
    @Tag("MON-5")
    void anInstanceThatDoesNotRunIsNotWatched() throws Exception {
        for (var slot : harbour.target().slots().getOrDefault("b", List.of())) {
            slot.daemon().stop(Duration.ZERO);
        }
        assertFound(Rule.MON_5, Verdict.FAIL, "instance 'b' of the confirmed version does not run");
        assertFound(Rule.CHECK_4, Verdict.FAIL, "instance 'b'");
    }

    /** It is there, and does not answer any more. */
    @Test
    @Tag("ANTI-5")
    @Tag("MON-5")
    void anInstanceThatDoesNotAnswerAlarms() throws Exception {
        var pid = harbour.processes(confirmed, 2).get(0);
        signal("-STOP", pid);
        try {
            assertFound(Rule.ANTI_5, Verdict.FAIL, "InstanceDown");
            assertFound(Rule.MON_5, Verdict.FAIL, "no fresh signal of performance");
        } finally {
            signal("-CONT", pid);
        }
        awaitHealth();
        assertFound(Rule.ANTI_5, Verdict.PASS, "");
    }

    private static void signal(String signal, String pid) throws Exception {
        assertThat(new ProcessBuilder("kill", signal, pid).start().waitFor()).isZero();
    }

    @Test
    @Tag("ANTI-5")
    void anInstanceThatSaysItIsAnotherAlarms() throws Exception {
        for (var slots : harbour.target().slots().values()) {
            for (var slot : slots) {
                slot.daemon().stop(Duration.ZERO);
            }
        }
        confirmed = harbour.build("1.1.0", "lies");
        harbour.run(confirmed, "a");
        harbour.run(confirmed, "b");
        awaitHealth();
        assertFound(Rule.ANTI_5, Verdict.FAIL, "3 of 3 probes failed: it answers as");
    }

    @Test
    @Tag("ANTI-5")
    void aDiskThatIsFullAlarms() {
        var monitor = (DirectMonitor) new DirectMonitor.Direct(new HealthProbe())
                .monitor(harbour.catalog().service("shop"), "staging");
        assertThat(monitor.full(100L << 20)).isEmpty();
        assertThat(monitor.full((100L << 20) - 1))
                .hasValueSatisfying(alert -> assertThat(alert.name()).isEqualTo("DiskFull " + harbour.root()));
    }

    /** Where nothing is confirmed yet, nothing can be watched yet. */
    @Test
    @Tag("MON-5")
    void whereNothingIsConfirmedThereIsNothingToWatchYet() throws Exception {
        var finding = look(Rule.MON_5, null);
        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.why()).contains("Nothing is confirmed here yet");
        assertThat(look(Rule.ANTI_5, null).verdict()).isEqualTo(Verdict.PASS);
    }
}
