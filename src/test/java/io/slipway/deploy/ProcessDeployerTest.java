package io.slipway.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.CatalogException;
import io.slipway.contract.ErrorCode;
import io.slipway.contract.Instance;
import io.slipway.contract.Variable;
import io.slipway.permit.PermitRefusedException;
import io.slipway.target.Harbour;
import io.slipway.target.Version;
import io.slipway.worker.BusinessStop;
import io.slipway.worker.Outcome;
import io.slipway.worker.RetryableFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessDeployerTest {

    private Path folder;
    private Harbour harbour;
    private Deployers deployers;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        this.folder = folder;
        harbour = new Harbour(folder);
        deployers = deployers(harbour.catalog());
    }

    @AfterEach
    void close() throws Exception {
        harbour.close();
    }

    @Test
    @Tag("DEPL-1")
    void startsANewVersionBesideTheOneThatServes() throws Exception {
        var first = harbour.build("1.0.0", "good");
        var second = harbour.build("1.1.0", "good");
        start(first);
        confirm(first);
        var serving = processes(first, 2);

        var outcome = start(second);

        assertThat(processes(second, 2)).doesNotContainAnyElementsOf(serving);
        assertThat(processes(first, 2)).isEqualTo(serving);
        assertThat(instances(outcome))
                .extracting(Instance::name, Instance::version, Instance::digest)
                .containsExactly(tuple("a", "1.1.0", second.digest()), tuple("b", "1.1.0", second.digest()));
        assertThat(settlingTime(outcome)).isEqualTo("PT3S");
        assertThat(harbour.target().current().digest()).hasValue(first.digest());
    }

    @Test
    @Tag("DEPL-1")
    void startsNothingTwice() throws Exception {
        var version = harbour.build("1.0.0", "good");
        var once = start(version);
        var running = processes(version, 2);

        var twice = start(version);

        assertThat(processes(version, 2)).isEqualTo(running);
        assertThat(instances(twice)).isEqualTo(instances(once));
        assertThat(settlingTime(twice)).isEqualTo("PT0S");
    }

    @Test
    @Tag("DEPL-1")
    void startsNothingTwiceWhenSeveralStartAtOnce() throws Exception {
        var version = harbour.build("1.0.0", "good");
        Callable<Outcome> starting = () ->
                new StartInstances(harbour.catalog(), deployers(harbour.catalog())).work(harbour.job(version, null));
        var threads = Executors.newFixedThreadPool(3);
        var began = 0;
        for (var result : threads.invokeAll(List.of(starting, starting, starting))) {
            try {
                result.get();
                began++;
            } catch (ExecutionException e) {
                // who got its permit first and the target last was overtaken, and did nothing
                assertThat(e).hasCauseInstanceOf(PermitRefusedException.class);
            }
        }
        threads.shutdown();
        assertThat(began).isPositive();

        processes(version, 2);
    }

    @Test
    @Tag("PREP-2")
    @Tag("NOT-1")
    void refusesBytesThatAreNotTheVersions() throws Exception {
        var version = harbour.build("1.0.0", "good");
        Files.write(harbour.artifact("1.0.0"), new byte[] {1}, StandardOpenOption.APPEND);
        assertRefused(version, "SHA-256");

        Files.delete(harbour.artifact("1.0.0"));
        assertRefused(version, "not there");

        assertThat(harbour.processes(version)).isEmpty();
        try (var releases = Files.list(harbour.root().resolve("releases"))) {
            assertThat(releases.filter(path -> !path.getFileName().toString().startsWith(".new-")))
                    .isEmpty();
        }
    }

    @Test
    @Tag("PREP-2")
    void checksEveryFileEachTimeBeforeItIsUsed() throws Exception {
        var version = harbour.build("1.0.0", "good");
        start(version);
        stopAllExcept(null);
        var release = harbour.root().resolve("releases").resolve(version.digest());

        Files.writeString(release.resolve("behaviour"), "lies");
        assertRefused(version, "behaviour");

        Files.writeString(release.resolve("behaviour"), "good");
        Files.writeString(release.resolve("more"), "");
        assertRefused(version, "more");
    }

    @Test
    @Tag("ROLL-3")
    @Tag("AUTH-4")
    void goesBackToAVersionWhoseArtifactIsGone() throws Exception {
        var first = harbour.build("1.0.0", "good");
        start(first);
        confirm(first);
        Files.delete(harbour.artifact("1.0.0"));
        var second = harbour.build("1.1.0", "good");
        start(second);
        confirm(second);
        processes(first, 0);

        start(first);

        processes(first, 2);
        assertThat(stopAllExcept(first)).isFalse();
        processes(second, 0);
        assertThat(harbour.target().current().digest()).hasValue(first.digest());
    }

    @Test
    @Tag("CONF-1")
    @Tag("ROLL-3")
    void confirmsAndKeepsTheLastThree() throws Exception {
        var versions = new ArrayList<Version>();
        for (var number : List.of("1", "2", "3", "4")) {
            var version = harbour.build(number, "good");
            versions.add(version);
            start(version);
            confirm(version);
            confirm(version);
        }

        processes(versions.get(3), 2);
        processes(versions.get(2), 0);
        assertThat(harbour.root().resolve("current").toRealPath())
                .isEqualTo(harbour.root()
                        .toRealPath()
                        .resolve("releases")
                        .resolve(versions.get(3).digest()));
        assertThat(harbour.target().confirmed().digests())
                .isEqualTo(versions.stream().map(Version::digest).toList());
        try (var releases = Files.list(harbour.root().resolve("releases"))) {
            assertThat(releases.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(versions.subList(1, 4).stream()
                            .flatMap(version -> Stream.of(version.digest(), version.digest() + ".zip"))
                            .toList());
        }
    }

    @Test
    @Tag("ROLL-3")
    @Tag("ROLL-1")
    void twelveFailedReleasesLaterTheLastConfirmedOnesStillStartAndNothingIsLeftOfTheFailed() throws Exception {
        var confirmed = new ArrayList<Version>();
        for (var number : List.of("1.0.0", "1.1.0", "1.2.0")) {
            confirmed.add(harbour.build(number, "good"));
            start(confirmed.get(confirmed.size() - 1));
            confirm(confirmed.get(confirmed.size() - 1));
        }
        var last = confirmed.get(2);
        for (var patch = 1; patch <= 12; patch++) {
            start(harbour.build("1.3." + patch, "exits"));
            // what has just ended by itself looks for a moment like what is about to start: then the engine asks again
            await().atMost(Duration.ofSeconds(10))
                    .ignoreException(RetryableFailure.class)
                    .until(() -> !stopAllExcept(last));
        }

        processes(last, 2);
        assertThat(kept())
                .hasSize(4)
                .containsAll(confirmed.stream().map(Version::digest).toList());
        for (var version : confirmed.subList(0, 2)) {
            Files.delete(harbour.artifact(version.number()));
            start(version);
            processes(version, 2);
            stopAllExcept(last);
        }
        assertThat(kept()).hasSize(4);
    }

    @Test
    @Tag("ROLL-3")
    void asManyStayAsTheCatalogSays() throws Exception {
        reopen("keepVersions: 1");
        for (var number : List.of("1.0.0", "1.1.0")) {
            var version = harbour.build(number, "good");
            start(version);
            confirm(version);
            assertThat(kept()).containsExactly(version.digest());
        }
    }

    /** Somebody added it to the catalog: the release brings it, and what serves is untouched until then. */
    @Test
    @Tag("DEPL-1")
    @Tag("CLASS-4")
    void anInstanceThatIsNewGetsTheNewVersionAndNothingIsMissingBefore() throws Exception {
        var first = harbour.build("1.0.0", "good");
        start(first);
        confirm(first);
        harbour.addC();
        deployers = deployers(harbour.catalog());
        assertThat(untouched(first)).isTrue();

        var second = harbour.build("1.1.0", "good");
        assertThat(instances(start(second))).extracting(Instance::name).containsExactly("a", "b", "c");
        processes(second, 3);
        assertThat(untouched(first)).isFalse();
        confirm(second);
        processes(first, 0);
        assertThat(untouched(second)).isTrue();
    }

    @Test
    @Tag("BACK-1")
    void writesNothingWhereThereIsNoRoom() throws Exception {
        reopen("keepFree: 9999TB");
        var version = harbour.build("1.0.0", "good");

        assertRefused(version, "no room for 1.0.0");
        assertThat(releases()).isEmpty();

        // and what is there in part is not written to its end
        var zip = harbour.root().resolve("releases").resolve(version.digest() + ".zip");
        Files.copy(harbour.artifact("1.0.0"), zip);
        assertRefused(version, "'keepFree'");
        assertThat(releases()).containsExactly(zip.getFileName().toString());
        assertThat(harbour.processes(version)).isEmpty();
    }

    private List<String> kept() throws IOException {
        return releases().stream().filter(name -> !name.endsWith(".zip")).toList();
    }

    private List<String> releases() throws IOException {
        try (var releases = Files.list(harbour.root().resolve("releases"))) {
            return releases.map(path -> path.getFileName().toString()).toList();
        }
    }

    /** With one more setting of the target. */
    private void reopen(String setting) throws Exception {
        harbour.close();
        harbour = new Harbour(
                Files.createDirectories(folder.resolve("other")),
                catalog -> catalog.replace("sparePort:", setting + "\n      sparePort:"));
        deployers = deployers(harbour.catalog());
    }

    @Test
    @Tag("CONF-1")
    void stopsNothingIfWhatIsToStayDoesNotRun() throws Exception {
        var good = harbour.build("1.0.0", "good");
        var bad = harbour.build("1.2.0", "exits");
        start(good);
        confirm(good);
        var serving = processes(good, 2);
        start(bad);
        processes(bad, 0);

        assertThatThrownBy(() -> confirm(bad))
                .isInstanceOf(RetryableFailure.class)
                .hasMessageContaining("1.2.0");
        assertThatThrownBy(() -> stopAllExcept(bad)).isInstanceOf(RetryableFailure.class);

        assertThat(processes(good, 2)).isEqualTo(serving);
        assertThat(harbour.target().current().digest()).hasValue(good.digest());
        assertThat(harbour.target().confirmed().digests()).containsExactly(good.digest());
    }

    @Test
    @Tag("ROLL-1")
    void seesWhetherThereIsAnythingToRollBack() throws Exception {
        var first = harbour.build("1.0.0", "good");
        assertThat(untouched(null)).isTrue();
        assertThat(untouched(first)).isFalse();
        start(first);
        assertThat(untouched(null)).isFalse();
        assertThat(untouched(first)).isTrue();

        var second = harbour.build("1.1.0", "good");
        start(second);
        assertThat(untouched(first)).isFalse();
        assertThat(stopAllExcept(first)).isFalse();
        assertThat(untouched(first)).isTrue();

        kill(first, "a");
        assertThat(untouched(first)).isFalse();
        start(second);
        kill(second, "b");
        assertThat(untouched(first)).as("one instance of each version").isFalse();

        assertThat(stopAllExcept(null)).isTrue();
        processes(first, 0);
        assertThat(untouched(null)).isTrue();
        assertThat(harbour.target().current().digest()).isEmpty();
    }

    @Test
    @Tag("DEPL-1")
    void makesRoomOnlyByStoppingWhatDoesNotServe() throws Exception {
        var serving = harbour.build("1.0.0", "good");
        var left = harbour.build("1.1.0", "good");
        var next = harbour.build("1.2.0", "good");
        start(serving);
        confirm(serving);
        var pids = processes(serving, 2);
        start(left);

        start(next);

        processes(next, 2);
        processes(left, 0);
        assertThat(processes(serving, 2)).isEqualTo(pids);

        Files.delete(harbour.root().resolve("current"));
        assertRefused(left, "not certain");
        assertThat(processes(serving, 2)).isEqualTo(pids);
        processes(next, 2);
    }

    @Test
    @Tag("SEC-2")
    @Tag("SEC-3")
    void givesAnInstanceWhatItNeedsAndTellsNobodyElse() throws Exception {
        var version = harbour.build("1.0.0", "good");
        var outcome = start(version);
        var pid = Long.parseLong(processes(version, 2).get(0));

        assertThat(Harbour.environment(pid).stream().map(line -> line.split("=")[0]))
                .containsExactlyInAnyOrder(
                        "SECRET", "LEVEL", "METRICS", "PATH", "PORT", "SLIPWAY_VERSION", "SLIPWAY_DIGEST");
        assertThat(Harbour.environment(pid)).contains("SECRET=" + Harbour.CANARY, "LEVEL=a=b");
        assertThat(outcome.toString()).doesNotContain(Harbour.CANARY);
        try (var files = Files.walk(harbour.root())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(Harbour.CANARY)) {
                    assertThat(file).hasFileName("environment");
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------");
                }
            }
        }
        Files.writeString(folder.resolve("staging.env"), Harbour.CANARY);
        stopAllExcept(null);
        assertThatThrownBy(() -> start(version))
                .isInstanceOf(RetryableFailure.class)
                .hasMessageContaining("line 1")
                .hasMessageNotContaining(Harbour.CANARY);
    }

    @Test
    void refusesToStartWithATargetThatCannotBeMeant() throws Exception {
        var catalog = Files.createDirectories(folder.resolve("other"));
        Files.writeString(catalog.resolve("shop.yaml"), harbour.yaml("nomad"));
        assertThatThrownBy(() -> deployers(Catalog.read(catalog)))
                .isInstanceOf(CatalogException.class)
                .hasMessageContainingAll("shop in staging", "'nomad'", "[process]");

        Files.writeString(catalog.resolve("shop.yaml"), harbour.yaml("process").replace("b: [", "b: [7, "));
        assertThatThrownBy(() -> deployers(Catalog.read(catalog)))
                .isInstanceOf(CatalogException.class)
                .hasMessageContainingAll("shop in staging", "two ports");

        for (var setting : List.of("keepVersions: 0", "keepFree: much", "keepFree: -1MB", "keepFree: 99999999TB")) {
            Files.writeString(
                    catalog.resolve("shop.yaml"),
                    harbour.yaml("process").replace("sparePort:", setting + "\n      sparePort:"));
            assertThatThrownBy(() -> deployers(Catalog.read(catalog)))
                    .isInstanceOf(CatalogException.class)
                    .hasMessageContainingAll("shop in staging", "'target." + setting.split(":")[0] + "'");
        }

        var yaml = harbour.yaml("process");
        Files.writeString(catalog.resolve("shop.yaml"), yaml);
        Files.writeString(catalog.resolve("shop-two.yaml"), yaml.replace("service: shop", "service: shop-two"));
        assertThatThrownBy(() -> deployers(Catalog.read(catalog)))
                .isInstanceOf(CatalogException.class)
                .hasMessageContainingAll("shop-two in staging", "another environment");
    }

    private void assertRefused(Version version, String why) {
        assertThatThrownBy(() -> start(version))
                .isInstanceOfSatisfying(
                        BusinessStop.class, stop -> assertThat(stop.code()).isEqualTo(ErrorCode.BEHAVES_UNEXPECTEDLY))
                .hasMessageContaining(why);
    }

    private Outcome start(Version version) throws Exception {
        return new StartInstances(harbour.catalog(), deployers).work(harbour.job(version, null));
    }

    private void confirm(Version version) throws Exception {
        new ConfirmRelease(deployers).work(harbour.job(version, null));
    }

    private boolean stopAllExcept(@Nullable Version version) throws Exception {
        var outcome = new StopInstances(deployers).work(harbour.job(version, null));
        return Boolean.TRUE.equals(outcome.variables().get(Variable.ENVIRONMENT_EMPTIED.name()));
    }

    private boolean untouched(@Nullable Version version) throws Exception {
        var outcome = new AssessState(deployers).work(harbour.job(version, null));
        return Boolean.TRUE.equals(outcome.variables().get(Variable.TARGET_UNTOUCHED.name()));
    }

    private List<String> processes(Version version, int count) throws Exception {
        return harbour.processes(version, count);
    }

    private void kill(Version version, String instance) throws Exception {
        for (var slot : harbour.target().slots().getOrDefault(instance, List.of())) {
            if (slot.running()
                    .filter(it -> it.digest().equals(version.digest()))
                    .isPresent()) {
                slot.daemon().stop(Duration.ZERO);
            }
        }
    }

    private static List<Instance> instances(Outcome outcome) {
        return Instance.read(String.valueOf(outcome.variables().get(Variable.INSTANCES.name())));
    }

    private static String settlingTime(Outcome outcome) {
        return String.valueOf(outcome.variables().get(Variable.SETTLING_TIME.name()));
    }

    private static Deployers deployers(Catalog catalog) {
        return new Deployers(catalog, List.of(new ProcessKind()));
    }
}
