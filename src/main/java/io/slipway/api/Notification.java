package io.slipway.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.contract.PathAlert;
import io.slipway.engine.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** What Alertmanager sends to a webhook (version 4 of its JSON), as far as it is Slipway's own alert. Pure. */
final class Notification {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSION = "4";
    private static final int MOST_BYTES = 256 << 10;
    private static final int MOST_ALERTS = 100;

    private Notification() {}

    /**
     * The nonces of Slipway's own alerts that fire; those of others are nobody's business here.
     *
     * @throws Refusal if it is not what Alertmanager sends
     * @throws ResponseStatusException if it is too much
     */
    static Set<String> nonces(InputStream body) throws IOException {
        var bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw tooMuch(MOST_BYTES + " bytes");
        }
        var alerts = alerts(bytes);
        if (alerts.size() > MOST_ALERTS) {
            throw tooMuch(MOST_ALERTS + " alerts");
        }
        var nonces = new TreeSet<String>();
        for (var alert : alerts) {
            var labels = alert.path("labels");
            var nonce = labels.path(PathAlert.NONCE).asText();
            if (labels.path("alertname").asText().equals(PathAlert.NAME)
                    && alert.path("status").asText().equals("firing")
                    && PathAlert.isNonce(nonce)) {
                nonces.add(nonce);
            }
        }
        return nonces;
    }

    private static JsonNode alerts(byte[] bytes) throws IOException {
        JsonNode sent;
        try {
            sent = JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new Refusal("body", "it is no JSON; send what Alertmanager sends to a webhook");
        }
        if (!sent.path("version").asText().equals(VERSION)) {
            throw new Refusal("version", "it is not " + VERSION + "; send what Alertmanager sends to a webhook");
        }
        if (!sent.path("alerts").isArray()) {
            throw new Refusal("alerts", "it is no list; send what Alertmanager sends to a webhook");
        }
        return sent.path("alerts");
    }

    private static ResponseStatusException tooMuch(String most) {
        return new ResponseStatusException(
                HttpStatus.PAYLOAD_TOO_LARGE,
                "More than " + most + " at once are not taken; route nothing but the alert " + PathAlert.NAME
                        + " to here, grouped by " + PathAlert.NONCE);
    }
}
