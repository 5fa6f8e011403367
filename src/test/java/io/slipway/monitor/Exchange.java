package io.slipway.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A quiet Prometheus, its Alertmanager, and the server that alerts come back to, spoken to over HTTP; all as the test wants them. */
final class Exchange implements AutoCloseable {

    /** What is answered. */
    record Answer(int status, String body) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final HttpServer http;

    /** Every alert that Alertmanager was given. */
    final List<JsonNode> given = new CopyOnWriteArrayList<>();

    /** When it was given the last one, by {@link System#nanoTime}. */
    private volatile long lastGiven;

    /** Every nonce that the server was asked for. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    /** What Alertmanager says to an alert that it is given. */
    volatile Answer taking = new Answer(200, "");

    /** Whether Alertmanager knows the alert that always fires. */
    volatile boolean heartbeat = true;

    /** Whether there is a rule for the shop. */
    volatile boolean rule = true;

    /** How long Prometheus takes to tell its rules. */
    volatile long rulesTake = 0;

    /** What the server says of a nonce. */
    volatile Function<String, Answer> returned = nonce -> heard(nonce, 0);

    Exchange() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(pool);
        http.createContext("/api/v1/targets", exchange -> send(exchange, "{\"data\": {\"activeTargets\": []}}"));
        http.createContext("/api/v1/query", exchange -> send(exchange, "{\"data\": {\"result\": []}}"));
        http.createContext("/api/v1/rules", this::rules);
        http.createContext(
                "/api/v1/alerts",
                exchange -> send(
                        exchange,
                        "{\"data\": {\"alerts\": [{\"state\": \"firing\", \"labels\": {\"alertname\": \"Watchdog\"}}]}}"));
        http.createContext(
                "/api/v1/status/config", exchange -> send(exchange, "{\"data\": {\"yaml\": \"global: {}\"}}"));
        http.createContext("/api/v2/alerts", this::alertmanager);
        http.createContext("/api/alerts/", exchange -> {
            var nonce = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
            asked.add(nonce);
            send(exchange, returned.apply(nonce));
        });
        http.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** That it came back, as the server says it. */
    static Answer heard(String nonce, long ago) {
        return new Answer(
                200,
                "{\"nonce\": \"%s\", \"heardAt\": \"2026-11-26T20:00:00.123456Z\", \"millisecondsAgo\": %d}"
                        .formatted(nonce, ago));
    }

    /** That it came back as soon as Alertmanager was given it. */
    Answer heardAtOnce(String nonce) {
        return heard(nonce, Duration.ofNanos(System.nanoTime() - lastGiven).toMillis());
    }

    /** That it did not. */
    static Answer silence(String nonce) {
        return new Answer(200, "{\"nonce\": \"" + nonce + "\", \"heardAt\": null, \"millisecondsAgo\": null}");
    }

    private void rules(HttpExchange exchange) throws IOException {
        try {
            new CountDownLatch(1).await(rulesTake, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var rules = rule ? "{\"name\": \"ManyErrors\", \"labels\": {\"service\": \"shop\"}, \"health\": \"ok\"}" : "";
        send(exchange, "{\"data\": {\"groups\": [{\"rules\": [" + rules + "]}]}}");
    }

    private void alertmanager(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            JSON.readTree(exchange.getRequestBody()).forEach(given::add);
            lastGiven = System.nanoTime();
            send(exchange, taking);
            return;
        }
        var alerts = JSON.createArrayNode();
        var now = Instant.now().toString();
        if (heartbeat) {
            var watchdog = alerts.addObject().put("startsAt", now).put("updatedAt", now);
            watchdog.putObject("labels").put("alertname", "Watchdog");
        }
        given.forEach(alert -> alerts.add(((ObjectNode) alert.deepCopy()).put("updatedAt", now)));
        send(exchange, alerts.toString());
    }

    private static void send(HttpExchange exchange, String body) throws IOException {
        send(exchange, new Answer(200, body));
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        var bytes = answer.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        http.stop(0);
        pool.shutdownNow();
    }
}
