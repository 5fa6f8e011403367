package shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A small shop: a catalogue, baskets, orders. Everything is in memory. */
public final class Shop {

    private static final List<String> NEEDED = List.of("SHOP_CURRENCY", "SHOP_MAX_BASKET", "SHOP_PUBLIC_URL");
    private static final int THREADS = 32;

    private final String version;
    private final String digest = System.getenv().getOrDefault("SLIPWAY_DIGEST", "");
    private final Metrics metrics = new Metrics();
    private final Map<String, String> baskets = new ConcurrentHashMap<>();
    private final AtomicLong orders = new AtomicLong();

    private Shop(String version) {
        this.version = version;
    }

    public static void main(String[] arguments) throws IOException {
        for (String name : NEEDED) {
            if (System.getenv(name) == null) {
                System.err.println("The environment variable " + name + " is missing");
                System.exit(1);
            }
        }
        Behaviour.start();
        int port = Integer.parseInt(arguments[1]);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        server.setExecutor(Executors.newFixedThreadPool(THREADS));
        server.createContext("/", new Shop(builtIn())::handle);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(0)));
        server.start();
        System.out.println("shop " + builtIn() + " serves at port " + port);
    }

    private static String builtIn() throws IOException {
        try (InputStream in = Shop.class.getResourceAsStream("/version.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).trim();
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        long began = System.nanoTime();
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).trim();
        Answer answer = answer(exchange.getRequestMethod() + " " + path, body);
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.getResponseHeaders().set("X-Shop-Version", version);
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
        metrics.count(path, answer.status(), System.nanoTime() - began);
        if (answer.status() >= 500) {
            System.out.println("ERROR " + exchange.getRequestMethod() + " " + path + " " + answer.status());
        }
    }

    private record Answer(int status, String type, String body) {}

    private static Answer json(int status, String body) {
        return new Answer(status, "application/json", body);
    }

    private Answer answer(String request, String body) {
        return switch (request) {
            case "GET /health" ->
                json(200, "{\"status\":\"UP\",\"version\":\"" + version + "\",\"digest\":\"" + digest + "\"}");
            case "GET /metrics" -> new Answer(200, "text/plain; version=0.0.4", metrics.text());
            case "GET /catalogue" -> catalogue();
            case "POST /basket" -> basket(body);
            case "POST /order" -> order(body);
            default -> json(404, "{\"error\":\"there is nothing here\"}");
        };
    }

    private Answer catalogue() {
        think();
        return json(
                200,
                "{\"greeting\":\"" + Behaviour.GREETING + "\",\"currency\":\"" + System.getenv("SHOP_CURRENCY")
                        + "\",\"items\":[{\"name\":\"tea\",\"price\":4},{\"name\":\"bread\",\"price\":3}]}");
    }

    private Answer basket(String item) {
        if (!item.equals("tea") && !item.equals("bread")) {
            return json(400, "{\"error\":\"that is not in the catalogue\"}");
        }
        String id = Long.toHexString(Double.doubleToLongBits(Math.random()));
        baskets.put(id, item);
        return json(201, "{\"basket\":\"" + id + "\"}");
    }

    private Answer order(String basket) {
        think();
        if (orders.incrementAndGet() % Behaviour.LOST_ORDER == 0) {
            return json(500, "{\"error\":\"the order was lost\"}");
        }
        baskets.remove(basket);
        return json(201, "{\"order\":\"" + orders.get() + "\"}");
    }

    private static void think() {
        try {
            Thread.sleep(Behaviour.THINKING_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
