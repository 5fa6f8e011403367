package io.slipway.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks the server which of Slipway's own alerts Alertmanager brought back to it. */
@Component
public final class ReturnedAlerts {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int OK = 200;

    private final ServerDoor server = new ServerDoor(PATIENCE);

    ReturnedAlerts() {}

    void open(EngineDoor engine) {
        server.open(engine);
    }

    /**
     * One that came back.
     *
     * @param at when the server heard of it first, by its own clock
     * @param ago how long ago that was when it was asked
     */
    public record Heard(Instant at, Duration ago) {}

    /**
     * When the alert with this nonce came back; empty: it has not come yet.
     *
     * @throws IOException if it is not known: the server does not answer, takes no alerts, or cannot be understood
     */
    public Optional<Heard> find(String nonce) throws IOException, InterruptedException {
        var answer = server.get("/api/alerts/" + nonce);
        if (answer.status() != OK) {
            throw new IOException("Slipway's server answered " + answer.status() + ": " + answer.detail());
        }
        try {
            var found = JSON.readTree(answer.body());
            // an answer about something else is none
            if (!found.path("nonce").asText().equals(nonce) || !found.has("heardAt")) {
                throw unreadable(null);
            }
            return found.path("heardAt").isNull() ? Optional.empty() : Optional.of(heard(found));
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        }
    }

    private static Heard heard(JsonNode found) throws IOException {
        var ago = found.path("millisecondsAgo");
        try {
            if (ago.isIntegralNumber() && ago.canConvertToLong() && ago.longValue() >= 0) {
                return new Heard(Instant.parse(found.path("heardAt").asText()), Duration.ofMillis(ago.longValue()));
            }
            throw unreadable(null);
        } catch (DateTimeParseException e) {
            throw unreadable(e);
        }
    }

    private static IOException unreadable(@Nullable Exception cause) {
        return new IOException("Slipway's server answered something that says nothing of the alert", cause);
    }

    void close() {
        server.close();
    }
}
