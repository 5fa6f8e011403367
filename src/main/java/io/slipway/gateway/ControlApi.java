package io.slipway.gateway;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;

/**
 * What Slipway tells and asks the gateway: {@code GET /upstreams} says what there is and what was counted, {@code PUT
 * /upstreams} makes the given list what there is, all at once; {@code PUT /fence} only remembers the fence. Each change
 * comes with a {@code Slipway-Fence}, and is refused (409) if a higher one was seen.
 */
final class ControlApi implements HttpHandler {

    private static final int LARGEST = 1024 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

    private final Weights weights;
    private final byte[] credentials;

    ControlApi(Weights weights, String secret) {
        this.weights = weights;
        this.credentials = ("Bearer " + secret).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException {
        var given = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
        if (given == null || !MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), credentials)) {
            problem(exchange, 401, "Give the gateway's secret as a bearer token");
        } else if (exchange.getRequestPath().equals("/fence")) {
            change(exchange, weights::fenceOff);
        } else if (!exchange.getRequestPath().equals("/upstreams")) {
            problem(exchange, 404, "There are only /upstreams and /fence");
        } else {
            switch (exchange.getRequestMethod().toString()) {
                case "GET" -> answer(exchange, 200, "application/json", weights.views());
                case "PUT" -> put(exchange);
                default -> problem(exchange, 405, "GET or PUT");
            }
        }
    }

    private void put(HttpServerExchange exchange) throws IOException {
        exchange.startBlocking();
        var body = exchange.getInputStream().readNBytes(LARGEST);
        change(exchange, fence -> weights.become(JSON.readValue(body, new TypeReference<List<Wish>>() {}), fence));
    }

    private interface Change {
        void with(long fence) throws IOException, Weights.OvertakenException;
    }

    private static void change(HttpServerExchange exchange, Change change) throws IOException {
        var fence = exchange.getRequestHeaders().getFirst("Slipway-Fence");
        if (!exchange.getRequestMethod().equalToString("PUT")) {
            problem(exchange, 405, "PUT");
            return;
        }
        if (fence == null || !fence.matches("\\d{1,18}")) {
            problem(exchange, 400, "A change comes with the header Slipway-Fence, a number");
            return;
        }
        try {
            change.with(Long.parseLong(fence));
            exchange.setStatusCode(204).endExchange();
        } catch (Weights.OvertakenException e) {
            problem(exchange, 409, String.valueOf(e.getMessage()));
        } catch (JacksonException e) {
            problem(exchange, 400, e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            problem(exchange, 400, String.valueOf(e.getMessage()));
        }
    }

    private static void problem(HttpServerExchange exchange, int status, String detail) throws IOException {
        answer(exchange, status, "application/problem+json", Map.of("status", status, "detail", detail));
    }

    private static void answer(HttpServerExchange exchange, int status, String type, Object body) throws IOException {
        exchange.setStatusCode(status).getResponseHeaders().put(Headers.CONTENT_TYPE, type);
        exchange.getResponseSender().send(JSON.writeValueAsString(body));
    }
}
