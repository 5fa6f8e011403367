package io.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.engine.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.server.ResponseStatusException;

/** What is read of what Alertmanager 0.25 really sends. */
@Tag("GATE-2")
class NotificationTest {

    static final String NONCE = "0123456789abcdef0123456789abcdef";

    /** One alert of Slipway's own, as it comes. */
    static final String ALERT =
            """
            {"status": "firing",
             "labels": {"alertname": "SlipwayAlertPath", "environment": "staging", "nonce": "%s", "service": "shop"},
             "annotations": {"summary": "Slipway looks whether alerts are delivered"},
             "startsAt": "2026-11-26T20:48:39Z", "endsAt": "0001-01-01T00:00:00Z", "generatorURL": "",
             "fingerprint": "a6455eaef18c3871"}
            """;

    static String sent(String alerts) {
        return """
               {"receiver": "slipway", "status": "firing", "alerts": [%s], "groupLabels": {}, "commonLabels": {},
                "commonAnnotations": {}, "externalURL": "http://alertmanager:9093", "version": "4",
                "groupKey": "{}/{alertname=\\"SlipwayAlertPath\\"}:{}", "truncatedAlerts": 0}
               """
                .formatted(alerts);
    }

    private static Set<String> read(String body) throws IOException {
        return Notification.nonces(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void itsNoncesAreThoseOfSlipwaysOwnAlerts() throws IOException {
        var another = "f".repeat(32);
        var all = ALERT.formatted(NONCE) + "," + ALERT.formatted(another) + "," + ALERT.formatted(NONCE);
        assertThat(read(sent(all))).containsExactly(NONCE, another);
        assertThat(read(sent(""))).isEmpty();
    }

    /** An alert that is over says nothing of the way that it took when it began. */
    @ParameterizedTest
    @CsvSource({
        "SlipwayAlertPath, ManyErrors",
        "firing, resolved",
        "0123456789abcdef0123456789abcdef, 0123456789abcdef0123456789abcde",
        "0123456789abcdef0123456789abcdef, 0123456789ABCDEF0123456789ABCDEF",
        "0123456789abcdef0123456789abcdef, 0123456789abcdef0123456789abcdef0",
        "nonce, once"
    })
    void othersAreNobodysBusiness(String right, String other) throws IOException {
        assertThat(read(sent(ALERT.formatted(NONCE).replace(right, other)))).isEmpty();
    }

    @Test
    void whatAlertmanagerDoesNotSendIsRefused() {
        for (var body : new String[] {"", "alert!", "[]", "{}", "\"4\"", sent("").replace("\"4\"", "\"5\"")}) {
            assertThatThrownBy(() -> read(body)).as(body).isInstanceOf(Refusal.class);
        }
        assertThatThrownBy(() -> read("{\"version\": \"4\", \"alerts\": {}}"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("alerts: it is no list");
    }

    @Test
    void moreThanEnoughIsRefused() throws IOException {
        var alert = ALERT.formatted(NONCE);
        assertThat(read(sent(String.join(",", Collections.nCopies(100, alert)))))
                .hasSize(1);
        assertThatThrownBy(() -> read(sent(String.join(",", Collections.nCopies(101, alert)))))
                .isInstanceOf(ResponseStatusException.class)
                .hasMessageContaining("More than 100 alerts at once are not taken");
        assertThat(read(sent(alert + " ".repeat(200_000)))).hasSize(1);
        assertThatThrownBy(() -> read(sent(alert + " ".repeat(262_144))))
                .isInstanceOf(ResponseStatusException.class)
                .hasMessageContaining("More than 262144 bytes at once are not taken");
    }
}
