package io.slipway.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.slipway.catalog.Catalog;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Verdict;
import io.slipway.probe.HealthProbe;
import io.slipway.target.Harbour;
import io.slipway.target.Version;
import io.slipway.worker.Outcome;
import io.slipway.worker.RetryableFailure;
import java.io.RandomAccessFile;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollbackPathTest {

    private Harbour harbour;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        harbour = new Harbour(folder);
    }

    @AfterEach
    void close() throws Exception {
        harbour.close();
    }

    @Test
    @Tag("BACK-1")
    @Tag("BACK-3")
    @Tag("GATE-1")
    @Tag("CHECK-2")
    @Tag("ANTI-4")
    void startsThePreservedVersionForRealBesideTheOneThatServes() throws Exception {
        var version = serve(harbour.build("1.0.0", "good"));
        Files.delete(harbour.artifact("1.0.0"));
        var serving = harbour.processes(version);

        assertVerdict(Verdict.PASS, preserve(version), Rule.BACK_1);
        assertVerdict(Verdict.PASS, prove(version), Rule.BACK_3);
        assertVerdict(Verdict.PASS, prove(version), Rule.BACK_3);

        assertThat(harbour.processes(version)).isEqualTo(serving);
        assertThat(harbour.target().spare().daemon().isStopped()).isTrue();
    }

    @Test
    @Tag("BACK-1")
    @Tag("BACK-3")
    void failsIfAPreservedFileWasAltered() throws Exception {
        var version = serve(harbour.build("1.0.0", "good"));
        var release = harbour.root().resolve("releases").resolve(version.digest());
        Files.writeString(release.resolve("number"), "altered");

        assertVerdict(Verdict.FAIL, preserve(version), Rule.BACK_1);
        assertVerdict(Verdict.FAIL, prove(version), Rule.BACK_3);
    }

    @Test
    @Tag("BACK-1")
    void failsIfTheArtifactWasAlteredOrThePreservedFilesAreGone() throws Exception {
        var version = serve(harbour.build("1.0.0", "good"));
        Files.write(harbour.artifact("1.0.0"), new byte[] {1}, StandardOpenOption.APPEND);
        assertThat(assertVerdict(Verdict.FAIL, preserve(version), Rule.BACK_1).why())
                .contains("shop-1.0.0.zip", "SHA-256");

        Files.delete(harbour.artifact("1.0.0"));
        Files.delete(harbour.root().resolve("releases").resolve(version.digest() + ".zip"));
        assertVerdict(Verdict.FAIL, preserve(version), Rule.BACK_1);
        assertVerdict(Verdict.FAIL, prove(version), Rule.BACK_3);
    }

    @Test
    @Tag("BACK-1")
    void failsIfTheDiskHasNoRoomForTheVersionThatIsReleasedAndNothingIsWritten() throws Exception {
        var version = serve(harbour.build("1.0.0", "good"));
        var next = harbour.build("1.1.0", "good");
        var full = Files.createDirectories(harbour.root().resolveSibling("full"));
        Files.writeString(
                full.resolve("shop.yaml"),
                harbour.yaml("process").replace("sparePort:", "keepFree: 9999TB\n      sparePort:"));

        var found = new PreserveVersion(Catalog.read(full)).work(harbour.job(next, version));
        assertThat(assertVerdict(Verdict.FAIL, found, Rule.BACK_1).why())
                .contains("no room for 1.1.0", "have to stay free", "Make room there");
        assertVerdict(
                Verdict.PASS, new PreserveVersion(harbour.catalog()).work(harbour.job(next, version)), Rule.BACK_1);
        assertThat(harbour.root().resolve("releases").resolve(next.digest())).doesNotExist();
        // what is there needs no room
        assertVerdict(
                Verdict.PASS, new PreserveVersion(Catalog.read(full)).work(harbour.job(version, version)), Rule.BACK_1);
    }

    /** A release that failed takes room, and is cleared away before the next is written. */
    @Test
    @Tag("BACK-1")
    void whatIsClearedAwayIsRoom() throws Exception {
        var version = serve(harbour.build("1.0.0", "good"));
        var next = harbour.build("1.1.0", "good");
        var releases = harbour.root().resolve("releases");
        var wanted = Files.getFileStore(releases).getUsableSpace() / (1 << 20) + 10_000;
        var full = Files.createDirectories(harbour.root().resolveSibling("full"));
        Files.writeString(
                full.resolve("shop.yaml"),
                harbour.yaml("process").replace("sparePort:", "keepFree: " + wanted + "MB\n      sparePort:"));
        var check = new PreserveVersion(Catalog.read(full));
        assertVerdict(Verdict.FAIL, check.work(harbour.job(next, version)), Rule.BACK_1);

        // 20 GB that take no room on the disk of who runs this
        var failed = Files.createDirectories(releases.resolve("f".repeat(64))).resolve("big");
        try (var big = new RandomAccessFile(failed.toFile(), "rw")) {
            big.setLength(20_000L << 20);
        }
        assertVerdict(Verdict.PASS, check.work(harbour.job(next, version)), Rule.BACK_1);
        assertThat(failed).exists();
    }

    @Test
    @Tag("BACK-3")
    void failsIfThePreservedVersionDoesNotStartOrIsAnother() throws Exception {
        var broken = harbour.build("1.2.0", "exits");
        harbour.target().unpacked(broken);
        assertThat(assertVerdict(Verdict.FAIL, prove(broken), Rule.BACK_3).why())
                .contains("ended by itself", "log");

        var other = harbour.build("1.3.0", "lies");
        harbour.target().unpacked(other);
        assertThat(assertVerdict(Verdict.FAIL, prove(other), Rule.BACK_3).why()).contains("00000000");
        assertThat(harbour.target().spare().daemon().isStopped()).isTrue();
    }

    /** A JVM is not up and well within a millisecond. */
    @Test
    @Tag("BACK-3")
    @Tag("GATE-1")
    void failsIfTheStartAloneTakesLongerThanTheRollbackMay() throws Exception {
        var version = serve(harbour.build("1.0.0", "good"));
        var hasty = Files.createDirectories(harbour.root().resolveSibling("hasty"));
        Files.writeString(
                hasty.resolve("shop.yaml"),
                harbour.yaml("process").replace("settlingTime:", "rollbackWithin: PT0.001S\n    settlingTime:"));
        var proof = new ProveRollbackPath(Catalog.read(hasty), new RollbackPath(new HealthProbe()))
                .work(harbour.job(null, version));
        assertThat(assertVerdict(Verdict.FAIL, proof, Rule.BACK_3).why()).contains("was not healthy within 1 ms");
        assertVerdict(Verdict.PASS, prove(version), Rule.BACK_3);
    }

    @Test
    @Tag("BACK-3")
    void doesNotKnowIfSomebodyElseHasTheSparePort() throws Exception {
        var version = serve(harbour.build("1.0.0", "good"));
        try (var stranger = new ServerSocket(harbour.target().spare().port())) {
            assertThat(assertVerdict(Verdict.UNKNOWN, prove(version), Rule.BACK_3)
                            .why())
                    .contains("spare port " + stranger.getLocalPort());
        }
        assertVerdict(Verdict.PASS, prove(version), Rule.BACK_3);
    }

    @Test
    @Tag("BACK-1")
    @Tag("BACK-3")
    void hasNothingToPreserveBeforeTheFirstReleaseUnlessSomethingRuns() throws Exception {
        assertVerdict(Verdict.PASS, preserve(null), Rule.BACK_1);
        assertThat(assertVerdict(Verdict.PASS, prove(null), Rule.BACK_3).why()).contains("remove");

        serve(harbour.build("1.0.0", "good"));
        assertThat(assertVerdict(Verdict.FAIL, preserve(null), Rule.BACK_1).why())
                .contains("1.0.0");
    }

    @Test
    @Tag("BACK-3")
    void isTriedAgainIfAnotherWorkerIsAtTheTarget() throws Exception {
        var version = serve(harbour.build("1.0.0", "good"));
        var other = Executors.newSingleThreadExecutor();
        try {
            var proof = harbour.target().<Future<Outcome>, Exception>alone(() -> {
                var proving = other.submit(() -> prove(version));
                await().atMost(Duration.ofSeconds(20)).until(proving::isDone);
                return proving;
            });
            assertThatThrownBy(proof::get).hasCauseInstanceOf(RetryableFailure.class);
        } finally {
            other.shutdownNow();
        }
        assertVerdict(Verdict.PASS, prove(version), Rule.BACK_3);
    }

    private Version serve(Version version) throws Exception {
        var target = harbour.target();
        var slot = target.slots().values().iterator().next().get(0);
        target.start(slot, version, target.unpacked(version));
        await().atMost(Duration.ofSeconds(5))
                .until(() -> !harbour.processes(version).isEmpty());
        return version;
    }

    private Outcome preserve(@Nullable Version confirmed) throws Exception {
        return new PreserveVersion(harbour.catalog()).work(harbour.job(null, confirmed));
    }

    private Outcome prove(@Nullable Version confirmed) throws Exception {
        var path = new RollbackPath(new HealthProbe());
        return new ProveRollbackPath(harbour.catalog(), path).work(harbour.job(null, confirmed));
    }

    private static Finding assertVerdict(Verdict verdict, Outcome outcome, Rule rule) {
        var finding = outcome.findings().get(0);
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(verdict);
        assertThat(finding.rule()).isEqualTo(rule);
        assertThat(outcome.variables()).containsValue(verdict.id());
        assertThat(outcome.toString()).doesNotContain(Harbour.CANARY);
        return finding;
    }
}
