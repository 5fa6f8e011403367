package io.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.engine.EngineRoom;
import io.slipway.engine.access.AlertAccount;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.server.ResponseStatusException;

/** Where no secret is configured nobody brings an alert, and whoever asks is told so. */
@Tag("GATE-2")
@Tag("SEC-3")
class AlertsClosedTest extends EngineRoom {

    @Autowired
    private AlertAccount account;

    @LocalServerPort
    private int port;

    @Test
    void nobodyBrings() throws IOException, InterruptedException {
        for (var secret : List.of("", "null", "any secret whatever it may be")) {
            var basic =
                    Base64.getEncoder().encodeToString(("slipway-alerts:" + secret).getBytes(StandardCharsets.UTF_8));
            var answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/alerts"))
                                    .header("Authorization", "Basic " + basic)
                                    .POST(HttpRequest.BodyPublishers.ofString(
                                            NotificationTest.sent(NotificationTest.ALERT.formatted("a".repeat(32)))))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
            assertThat(answer.body()).contains("This Slipway takes no alerts: slipway.alerts.secret-file is not set");
        }
    }

    @Test
    void whoeverAsksIsToldSo() {
        var api = new AlertsApi(new HeardAlerts(database), account);
        assertThatThrownBy(() -> api.find("a".repeat(32)))
                .isInstanceOf(ResponseStatusException.class)
                .hasMessageContainingAll("409", "This Slipway takes no alerts");
    }
}
