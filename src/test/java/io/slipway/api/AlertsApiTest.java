package io.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alertmanager brings Slipway's own alerts back, and workers ask for them. */
@Tag("GATE-2")
class AlertsApiTest {

    private static final String SECRET = "the secret of the Alertmanager of this test";
    private static final String NONCE = NotificationTest.NONCE;

    private static AlertsDoor door;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        door = new AlertsDoor(folder, Files.writeString(folder.resolve("secret"), "\n  " + SECRET + "\n"));
    }

    @AfterAll
    static void close() {
        door.close();
    }

    private static JsonNode found(String nonce) throws IOException, InterruptedException {
        var answer = door.find(nonce);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    private static void assertAnswer(HttpResponse<String> answer, int status, String detail) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(detail);
    }

    @Test
    void whatIsBroughtIsFound() throws IOException, InterruptedException {
        var before = found(NONCE);
        assertThat(before.path("nonce").asText()).isEqualTo(NONCE);
        assertThat(before.path("heardAt").isNull()).isTrue();
        assertThat(before.path("millisecondsAgo").isNull()).isTrue();

        var brought = NotificationTest.sent(NotificationTest.ALERT.formatted(NONCE));
        assertAnswer(door.bring(SECRET, brought), 204, "");
        assertAnswer(door.bring(SECRET, brought), 204, "");

        var after = found(NONCE);
        assertThat(Instant.parse(after.path("heardAt").asText()))
                .isBefore(Instant.now().plusSeconds(5));
        assertThat(after.path("millisecondsAgo").isIntegralNumber()).isTrue();
        assertThat(found("a".repeat(32)).path("heardAt").isNull()).isTrue();
    }

    @Test
    void whatIsNoAlertIsRefusedWithAReason() throws IOException, InterruptedException {
        assertAnswer(door.bring(SECRET, "alert!"), 400, "it is no JSON");
        assertAnswer(door.bring(SECRET, "{}"), 400, "version: it is not 4");
        assertAnswer(door.bring(SECRET, NotificationTest.sent(" ".repeat(300_000))), 413, "More than 262144 bytes");
        assertAnswer(door.find("nosuch"), 400, "nonce: it is not one of an alert");
    }

    @Test
    @Tag("SEC-3")
    void onlyItsAccountBringsAndOnlyWorkersAsk() throws IOException, InterruptedException {
        var alert = NotificationTest.sent(NotificationTest.ALERT.formatted("b".repeat(32)));
        assertAnswer(
                door.bring("another secret of twenty-four", alert), 401, "the file that slipway.alerts.secret-file");
        assertAnswer(door.bring(AlertsDoor.WORKERS, alert), 401, "Log in as slipway-alerts");
        assertAnswer(door.send("slipway-worker", SECRET, "/api/alerts", alert), 401, "Log in as slipway-alerts");
        assertAnswer(door.send("slipway-worker", AlertsDoor.WORKERS, "/api/alerts", alert), 403, "may not POST");
        assertAnswer(door.send("slipway-alerts", SECRET, "/api/alerts/" + NONCE, null), 403, "may not GET");
        assertAnswer(door.send("slipway-alerts", SECRET, "/engine-rest/process-instance", null), 403, "may not GET");
        assertAnswer(door.send("slipway-alerts", SECRET, "/api/permits", "{}"), 403, "may not POST");
        assertThat(found("b".repeat(32)).path("heardAt").isNull()).isTrue();
    }
}
