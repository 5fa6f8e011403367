package io.slipway;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.sample.Customers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slipway is killed in every phase: the release goes on and ends as it should, and nothing is deployed twice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("PHASE-0")
class CrashIT {

    private static final int INSTANCES = 2;

    private final RunningSlipway slipway;

    CrashIT(@TempDir Path folder) throws IOException {
        slipway = new RunningSlipway(folder, "--spring.profiles.active=sample");
    }

    @BeforeAll
    void open() throws Exception {
        slipway.startSample();
    }

    @AfterAll
    void close() throws IOException {
        slipway.close();
    }

    @ParameterizedTest(name = "killed at {0}, {1} ends {2}")
    @CsvSource({
        "StartEvent_ReleaseRequested, 1.1.0, confirmed",
        "Task_ProveRollbackPath, 1.1.1, confirmed",
        "Task_StartInstances, 1.1.0, confirmed",
        "Task_ShiftTraffic, 1.1.1, confirmed",
        "Task_JudgeTraffic, 1.1.0, confirmed",
        "Task_ConfirmRelease, 1.1.1, confirmed",
        "Task_StopInstances, 1.3.0, rolled-back",
    })
    @Tag("DEPL-1")
    @Tag("CONF-1")
    @Tag("CONF-2")
    void goesOnAsIfNothingHadHappened(String activity, String version, String end) throws Exception {
        var starts = starts(version);
        try (var customers = new Customers(slipway.shop("staging"), Duration.ofMillis(50))) {
            var release = slipway.release(version, "staging");
            RunningSlipway.await(activity, Duration.ofMinutes(1), () -> slipway.reached(release)
                    .contains(activity));
            slipway.kill();
            slipway.startSample();
            assertThat(slipway.outcome(release)).isEqualTo(end);
            assertThat(customers.counts().keySet())
                    .as("what customers got, kill and restart included")
                    .noneMatch(answer -> answer.startsWith("nobody"));
        }
        assertThat(starts(version) - starts)
                .as("starts of " + version + ", as its own logs tell")
                .isEqualTo(INSTANCES);
    }

    /** How often an instance of the version has said that it serves. */
    private long starts(String version) throws IOException {
        try (Stream<Path> files = Files.walk(slipway.folder().resolve("sample/staging"))) {
            long starts = 0;
            for (var log : files.filter(file -> file.getFileName().toString().equals("log"))
                    .filter(file -> !file.toString().contains("spare"))
                    .toList()) {
                starts += Files.readString(log)
                        .lines()
                        .filter(line -> line.startsWith("shop " + version + " serves"))
                        .count();
            }
            return starts;
        }
    }
}
