package io.slipway.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.JarProcess;
import io.slipway.RunningSlipway;
import io.slipway.SmallCatalog;
import io.slipway.age.AgeKeys;
import io.slipway.database.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** Slipway is lost with a release under way, and goes on from a backup: of H2 as it makes it, of PostgreSQL as docs/running.md says. */
@Tag("CHECK-3")
@Tag("SEC-5")
class OwnBackupIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String SECRET = "a-secret-of-the-workers-0123456789";

    private final AgeKeys keys = AgeKeys.make();
    private Path folder;
    private Path catalog;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        this.folder = folder;
        keys.write(folder.resolve("identity"));
        catalog = SmallCatalog.write(folder.resolve("catalog"), 1);
    }

    private static void needs(boolean here, String part) {
        var skipped = "OwnBackupIT is skipped: Debian's package " + part + " is not here. .ci/run installs it";
        if (!here) {
            System.out.println(skipped);
        }
        assumeTrue(here, skipped);
    }

    private RunningSlipway slipway(Path data, String... more) throws IOException {
        var settings = new ArrayList<>(List.of(
                "--slipway.worker.slots=0",
                "--slipway.worker.secret=" + SECRET,
                "--slipway.catalog=" + catalog,
                "--slipway.people[0].id=maria",
                "--slipway.people[0].groups=release-manager",
                "--slipway.people[0].password-hash=" + BCrypt.hashpw("of maria", BCrypt.gensalt(4))));
        settings.addAll(List.of(more));
        var slipway = new RunningSlipway(data, settings.toArray(String[]::new));
        slipway.knowPassword("maria", "of maria");
        slipway.knowPassword("slipway-worker", SECRET);
        return slipway;
    }

    /**
     * Starts one, waits for its first task, and gives the id of its process instance. A step that is under way in a dump is somebody's
     * for five minutes, as after any crash.
     */
    private static String release(RunningSlipway slipway) throws Exception {
        var release = ask(
                        slipway,
                        "maria",
                        "process-definition/key/release/start",
                        RunningSlipway.body(Map.of(
                                "service", "tool",
                                "version", "1.0.0",
                                "environment", "e0",
                                "changeSummary", "a new tool",
                                "businessImpact", "nobody notices")))
                .path("id")
                .asText();
        RunningSlipway.await("its first task", PATIENCE, () -> slipway.ask(
                        "maria", "GET", "/engine-rest/external-task/count?topicName=collect-facts", null)
                .body()
                .equals("{\"count\":1}"));
        return release;
    }

    private static JsonNode ask(RunningSlipway slipway, String person, String path, String body) throws Exception {
        var answer = slipway.ask(person, "POST", "/engine-rest/" + path, body);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
        return answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
    }

    /** The release is there, a worker does its next task, and all of the evidence is whole, new entries as well. */
    private static void goesOn(RunningSlipway slipway, String release) throws Exception {
        var found = slipway.ask("maria", "GET", "/engine-rest/process-instance/" + release, null);
        assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
        var tasks = ask(
                slipway,
                "slipway-worker",
                "external-task/fetchAndLock",
                "{\"workerId\": \"crew\", \"maxTasks\": 1, \"asyncResponseTimeout\": 10000,"
                        + " \"topics\": [{\"topicName\": \"collect-facts\", \"lockDuration\": 60000}]}");
        var task = tasks.path(0).path("id").asText();
        assertThat(task).isNotEmpty();
        ask(slipway, "slipway-worker", "external-task/" + task + "/complete", "{\"workerId\": \"crew\"}");
        RunningSlipway.await("a worker's answer", PATIENCE, () -> slipway.ask(
                        "maria", "GET", "/engine-rest/history/external-task-log/count?successLog=true", null)
                .body()
                .equals("{\"count\":1}"));
        mark(slipway, "4.0.0");
        assertThat(ready(slipway)).isTrue();
    }

    private static boolean ready(RunningSlipway slipway) throws IOException, InterruptedException {
        return slipway.ask(null, "GET", "/actuator/health/readiness", null).statusCode() == 200;
    }

    @Test
    void h2() throws Exception {
        var backups = folder.resolve("backups");
        String release;
        Path backup;
        try (var slipway = slipway(
                Files.createDirectory(folder.resolve("data")),
                "--slipway.backup.folder=" + backups,
                "--slipway.backup.recipients=" + keys.recipient(),
                "--slipway.backup.identity-file=" + folder.resolve("identity"),
                "--slipway.backup.every=PT1S")) {
            slipway.start();
            mark(slipway, "2.0.0");
            release = release(slipway);
            var started = Instant.now();
            RunningSlipway.await(
                    "a proven backup", PATIENCE, () -> newest(backups).madeAt().isAfter(started));
            slipway.kill();
            backup = newest(backups).file();
        }
        readByDebiansAge(backup);
        var to = folder.resolve("restored");
        try (var restore = JarProcess.quick(
                folder.resolve("restore.log"),
                "restore",
                "--from=" + backup,
                "--identity=" + folder.resolve("identity"),
                "--to=" + to)) {
            assertThat(restore.awaitExit()).as(restore.log()).isZero();
            assertThat(restore.log()).startsWith("Restored and proven in " + to);
        }
        try (var slipway = slipway(to)) {
            slipway.start();
            assertThat(slipway.log()).contains("Slipway makes no backups of its own database");
            goesOn(slipway, release);
        }
    }

    private static KeptBackups.Kept newest(Path backups) throws IOException {
        return new KeptBackups(backups, 1).newest(true, Instant.now()).orElseThrow();
    }

    private void readByDebiansAge(Path backup) throws Exception {
        if (!Files.isExecutable(Path.of("/usr/bin/age"))) {
            System.out.println("OwnBackupIT leaves out what Debian's age reads: it is not here. .ci/run installs it");
            return;
        }
        var zip = folder.resolve("backup.zip");
        shell("age -d -i identity -o backup.zip '" + backup + "'", Map.of());
        try (var files = new ZipFile(zip.toFile())) {
            assertThat(files.stream().map(ZipEntry::getName))
                    .containsExactly("backup.json", "evidence-seal", "heads.log", "slipway.sql");
            var script = new String(
                    files.getInputStream(files.getEntry("slipway.sql")).readAllBytes());
            assertThat(script).contains("tool-1.0.0-e0-1");
        }
    }

    /** Does what docs/running.md says, word by word. */
    @Test
    void postgresql() throws Exception {
        needs(Cluster.programs().isPresent(), "postgresql");
        needs(Files.isExecutable(Path.of("/usr/bin/age")), "age");
        try (var cluster = new Cluster()) {
            cluster.sql(
                    "postgres",
                    "CREATE ROLE slipway LOGIN PASSWORD '" + Cluster.PASSWORD.replace("'", "''") + "'",
                    "CREATE DATABASE slipway OWNER slipway");
            var postgres = Map.of(
                    "PGHOST",
                    "127.0.0.1",
                    "PGPORT",
                    String.valueOf(cluster.port()),
                    "PGUSER",
                    "slipway",
                    "PGPASSWORD",
                    Cluster.PASSWORD,
                    "RECIPIENT",
                    keys.recipient());
            var settings = new String[] {
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + cluster.port() + "/slipway",
                "--spring.datasource.username=slipway",
                "--spring.datasource.password=" + Cluster.PASSWORD
            };
            var data = Files.createDirectory(folder.resolve("data"));
            String release;
            try (var slipway = slipway(data, settings)) {
                slipway.start();
                mark(slipway, "2.0.0");
                release = release(slipway);
                shell(
                        "cp data/heads.log heads.log; pg_dump -Fc slipway | age -r $RECIPIENT -o slipway.dump.age",
                        postgres);
                mark(slipway, "3.0.0");
                slipway.kill();
            }
            cluster.sql("postgres", "DROP DATABASE slipway", "CREATE DATABASE slipway OWNER slipway");
            shell("age -d -i identity slipway.dump.age | pg_restore -e -1 -d slipway", postgres);
            var to = Files.createDirectory(folder.resolve("restored"));
            shell("cp heads.log data/evidence-seal data/evidence-key.pem restored/", postgres);
            try (var slipway = slipway(to, settings)) {
                slipway.start();
                goesOn(slipway, release);
            }
        }
    }

    /** Writes a signed head. */
    private static void mark(RunningSlipway slipway, String version) throws Exception {
        var answer = slipway.ask(
                "maria",
                "POST",
                "/api/bad-versions",
                "{\"service\": \"tool\", \"version\": \"" + version + "\", \"reason\": \"It is not good\"}");
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
    }

    private void shell(String script, Map<String, String> environment) throws Exception {
        var output = folder.resolve("shell.log").toFile();
        var builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output);
        builder.environment().putAll(environment);
        var process = builder.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output.toPath())).isZero();
    }
}
