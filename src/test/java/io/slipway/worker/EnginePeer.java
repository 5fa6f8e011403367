package io.slipway.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.slipway.contract.Topic;
import io.slipway.evidence.Notary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A real HTTP peer that speaks the part of the engine's REST interface that workers use, and writes down what it is told. */
final class EnginePeer implements AutoCloseable {

    /** What the peer was told of a task: {@code complete}, {@code failure}, {@code bpmnError}, {@code extendLock}, … */
    record Told(String task, String what, JsonNode body) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final BlockingQueue<Map<String, Object>> tasks = new LinkedBlockingQueue<>();
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final Notary notary;

    /** What is answered to who asks for a permit; it is signed if its status is 200. */
    volatile Function<JsonNode, Map.Entry<Integer, ObjectNode>> permits =
            ask -> Map.entry(403, JSON.createObjectNode().put("detail", "nothing is permitted here"));

    /** Who asked for work, and how often. */
    final List<JsonNode> fetches = new CopyOnWriteArrayList<>();

    final List<@Nullable String> authorizations = new CopyOnWriteArrayList<>();
    final AtomicInteger waiting = new AtomicInteger();

    /** The status that something told of a task is answered with. */
    volatile Function<Told, Integer> status = what -> 204;
    /** What it says where that is no success. */
    volatile String complaint = "it does not want that";

    EnginePeer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(pool);
        server.createContext("/engine-rest/external-task/", this::answer);
        server.createContext("/api/permits", this::permit);
        server.createContext("/api/alerts/", this::alert);
        notary = new Notary(Files.createTempDirectory("notary"));
        server.start();
    }

    Set<String> trusted() {
        return Set.of(notary.fingerprint());
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/engine-rest");
    }

    /** A task waits for a worker. */
    void offer(String id, Topic topic, @Nullable Integer retries) {
        var task = new HashMap<String, Object>(Map.of(
                "id",
                id,
                "topicName",
                topic.id(),
                "businessKey",
                "shop-1",
                "variables",
                Map.of("service", Map.of("type", "String", "value", "shop", "valueInfo", Map.of()))));
        if (retries != null) {
            task.put("retries", retries);
        }
        tasks.add(task);
    }

    /** What was said of the task in this way. */
    List<JsonNode> told(String task, String what) {
        return told.stream()
                .filter(t -> t.task().equals(task) && t.what().equals(what))
                .map(Told::body)
                .toList();
    }

    /** Everything but signs of life. */
    List<String> answers(String task) {
        return told.stream()
                .filter(t -> t.task().equals(task) && !t.what().equals("extendLock"))
                .map(Told::what)
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        var path = exchange.getRequestURI().getPath().split("/");
        authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
        if (path[path.length - 1].equals("fetchAndLock")) {
            fetches.add(body);
            send(
                    exchange,
                    200,
                    JSON.writeValueAsString(
                            work(body.path("asyncResponseTimeout").asLong())));
            return;
        }
        var said = new Told(path[path.length - 2], path[path.length - 1], body);
        told.add(said);
        var answered = status.apply(said);
        send(exchange, answered, answered == 204 ? "" : "{\"type\":\"Peer\",\"message\":\"" + complaint + "\"}");
    }

    private void permit(HttpExchange exchange) throws IOException {
        authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
        var answer = permits.apply(JSON.readTree(exchange.getRequestBody().readAllBytes()));
        var body = answer.getKey() == 200 ? notary.sign(answer.getValue()) : answer.getValue();
        send(exchange, answer.getKey(), body.toString());
    }

    /** Everything came back a moment ago. */
    private void alert(HttpExchange exchange) throws IOException {
        authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
        var nonce = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
        send(
                exchange,
                200,
                "{\"nonce\":\"" + nonce + "\",\"heardAt\":\"2026-11-26T20:00:00Z\",\"millisecondsAgo\":40}");
    }

    private List<Object> work(long patience) {
        waiting.incrementAndGet();
        try {
            var task = tasks.poll(patience, TimeUnit.MILLISECONDS);
            return task == null ? List.of() : List.of(task);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } finally {
            waiting.decrementAndGet();
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        pool.shutdownNow();
    }
}
