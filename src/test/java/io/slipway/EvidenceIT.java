package io.slipway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Packs of real releases, checked by the jar in a process of its own that knows nothing but the pack. */
@Alone
@ExtendWith(OpenShop.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EvidenceIT {

    private final RunningSlipway slipway;

    EvidenceIT(RunningSlipway slipway) {
        this.slipway = slipway;
    }

    private record Answer(int code, String text) {}

    private static Answer verify(Path pack, String... options) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                RunningSlipway.jar().toString(),
                "evidence",
                "verify",
                pack.toString()));
        command.addAll(List.of(options));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var text = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Answer(process.exitValue(), text);
    }

    private String key(String release) throws Exception {
        return slipway.read("/history/process-instance/" + release)
                .path("businessKey")
                .asText();
    }

    private String giveUp(String release) throws Exception {
        var tasks = "/task?maxResults=10&processInstanceBusinessKey=" + key(release);
        RunningSlipway.await(
                "somebody is asked",
                Duration.ofMinutes(1),
                () -> slipway.read(tasks).size() > 0);
        slipway.ask(
                "oskar",
                "POST",
                "/engine-rest/task/" + slipway.read(tasks).path(0).path("id").asText() + "/complete",
                RunningSlipway.body(Map.of("stopDecision", "give-up", "stopReason", "It is not what was tested")));
        return slipway.outcome(release);
    }

    /** The content of a pack's file. */
    private static String file(byte[] zip, String name) throws Exception {
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return new String(in.readAllBytes());
                }
            }
        }
        throw new AssertionError("no " + name);
    }

    private void isProven(String release, String outcome, String reached, Path folder) throws Exception {
        var answer = slipway.fetch("otto", "/api/releases/" + key(release) + "/evidence");
        assertThat(answer.statusCode()).isEqualTo(200);
        var pack = Files.write(folder.resolve(outcome + ".zip"), answer.body());
        var whole = verify(pack, "--head", slipway.folder().resolve("heads.log").toString());
        assertThat(whole.text()).contains("Whole: " + key(release));
        assertThat(whole.code()).isZero();
        var report = file(answer.body(), "report.html");
        assertThat(report)
                .contains(outcome)
                .contains("data-id=\"" + reached + "\"")
                .doesNotContain("<script");
        assertThat(file(answer.body(), "entries.jsonl"))
                .contains("\"actor\":\"maria\"", "\"actor\":\"slipway-worker\"");
        var bytes = answer.body();
        bytes[bytes.length / 3] ^= 4;
        var flipped = verify(Files.write(folder.resolve("flipped.zip"), bytes));
        assertThat(flipped.text()).contains("BROKEN");
        assertThat(flipped.code()).isEqualTo(1);
        Files.copy(
                pack,
                Files.createDirectories(Path.of("target/packs")).resolve(outcome + ".zip"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    @Tag("CHECK-8")
    @Tag("PHASE-0")
    void the_story_of_every_kind_of_release_can_be_checked_by_a_stranger(@TempDir Path folder) throws Exception {
        var good = slipway.release(slipway.serving("staging").equals("1.1.0") ? "1.1.1" : "1.1.0", "staging");
        assertThat(slipway.outcome(good)).isEqualTo("confirmed");
        var bad = slipway.release("1.3.0", "staging");
        assertThat(slipway.outcome(bad)).isEqualTo("rolled-back");
        var untested = slipway.release("1.5.0", "staging");
        assertThat(giveUp(untested)).isEqualTo("stopped");
        isProven(good, "confirmed", "EndEvent_ReleaseConfirmed", folder);
        isProven(bad, "rolled-back", "EndEvent_ReleaseRolledBack", folder);
        isProven(untested, "stopped", "EndEvent_ReleaseStopped", folder);
        assertThat(slipway.ask(null, "GET", "/actuator/health/readiness", null).statusCode())
                .isEqualTo(200);
    }

    @Test
    @Tag("CHECK-8")
    void people_may_read_evidence_and_strangers_may_not() throws Exception {
        var path = "/api/releases/nosuch-1.0-staging-1/evidence";
        for (var person : List.of("maria", "oskar", "otto", "admin")) {
            assertThat(slipway.fetch(person, path).statusCode()).as(person).isEqualTo(404);
        }
        assertThat(slipway.ask(null, "GET", path, null).statusCode()).isEqualTo(401);
        assertThat(slipway.ask("otto", "DELETE", path, null).statusCode()).isEqualTo(403);
        assertThat(slipway.ask("otto", "GET", "/api/other", null).statusCode()).isEqualTo(403);
    }
}
