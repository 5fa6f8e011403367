package io.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.engine.EngineRoom;
import io.slipway.engine.access.AlertAccount;
import io.slipway.engine.people.People;
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

    @Autowired
    private People people;

    @LocalServerPort
    private int port;

    private HttpResponse<String> bring(String name, String secret) throws IOException, InterruptedException {
        var basic = Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
        var alert = NotificationTest.sent(NotificationTest.ALERT.formatted("a".repeat(32)));
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/alerts"))
                                .header("Authorization", "Basic " + basic)
                                .POST(HttpRequest.BodyPublishers.ofString(alert))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static void assertAnswer(HttpResponse<String> answer, int status, String detail) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(detail);
    }

    @Test
    void nobodyBrings() throws IOException, InterruptedException {
        for (var secret : List.of("", "null", "any secret whatever it may be")) {
            assertAnswer(
                    bring("slipway-alerts", secret),
                    401,
                    "This Slipway takes no alerts: slipway.alerts.secret-file is not set");
        }
    }

    /** Who may create users may name one like the account, and put anybody into its group. */
    @Test
    void anAdministratorCannotMakeWhoBrings() throws IOException, InterruptedException {
        var identity = engine.getIdentityService();
        try {
            var likeIt = people.create("slipway-alerts", null, List.of()).orElseThrow();
            assertAnswer(bring("slipway-alerts", likeIt), 401, "takes no alerts");
            var member = people.create("eve", null, List.of("slipway-alerts")).orElseThrow();
            assertAnswer(bring("eve", member), 403, "eve may not POST");
        } finally {
            identity.deleteUser("slipway-alerts");
            identity.deleteUser("eve");
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
