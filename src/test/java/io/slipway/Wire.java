package io.slipway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The wire between one worker process and the server. All that goes over it is seen, so that it is known what the server
 * has acknowledged, and a fault can strike right before or right after.
 */
public final class Wire implements AutoCloseable {

    static {
        // without it the server holds small answers back for 40 ms
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** What is asked of the server. */
    public enum Call {
        FETCH,
        PERMIT,
        COMPLETE,
        OTHER;

        static Call of(String path) {
            if (path.endsWith("/fetchAndLock")) {
                return FETCH;
            }
            if (path.endsWith("/api/permits")) {
                return PERMIT;
            }
            return path.endsWith("/complete") ? COMPLETE : OTHER;
        }
    }

    /** What comes back. */
    public record Answer(int status, byte[] body) {}

    /** Who is told of all that goes over a wire, by the thread that carries it on afterwards. */
    public interface Watcher {

        /** It is not at the server yet. */
        default void before(Call call, String body) throws InterruptedException {}

        /** The server has answered, which the worker does not know yet. */
        default void after(Call call, String path, int status, int length) throws InterruptedException {}

        /** What the worker is told; by default the truth. */
        default Answer told(Call call, Answer truth) throws IOException {
            return truth;
        }
    }

    private final URI server;
    private final Watcher watcher;
    private final HttpServer door;
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public Wire(URI server, Watcher watcher) throws IOException {
        this.server = server;
        this.watcher = watcher;
        door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        door.setExecutor(pool);
        door.createContext("/", this::carry);
        door.start();
    }

    /** What the worker takes for the server. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + door.getAddress().getPort());
    }

    private void carry(HttpExchange exchange) throws IOException {
        try {
            var path = exchange.getRequestURI().getPath();
            var call = Call.of(path);
            var body = exchange.getRequestBody().readAllBytes();
            watcher.before(call, new String(body, StandardCharsets.UTF_8));
            var answer = ask(exchange, body);
            watcher.after(call, path, answer.statusCode(), answer.body().length);
            answer.headers().firstValue("Content-Type").ifPresent(type -> exchange.getResponseHeaders()
                    .set("Content-Type", type));
            var told = watcher.told(call, new Answer(answer.statusCode(), answer.body()));
            exchange.sendResponseHeaders(told.status(), told.body().length == 0 ? -1 : told.body().length);
            exchange.getResponseBody().write(told.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // without an answer from the server the worker gets none: its connection just ends
            exchange.close();
        }
    }

    private HttpResponse<byte[]> ask(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        server.resolve(exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        for (var name : List.of("Authorization", "Content-Type", "Accept")) {
            var value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    @Override
    public void close() {
        door.stop(0);
        pool.shutdownNow();
    }
}
