package io.slipway.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Customers of the shop who look, fill a basket and order without pause, and keep count of what came back, by the
 * version that answered.
 */
public final class Customers implements AutoCloseable {

    private static final int CUSTOMERS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI shop;
    private final ScheduledExecutorService pool = Executors.newScheduledThreadPool(CUSTOMERS);
    private final Map<String, Long> counts = new TreeMap<>();

    /**
     * Sends requests from now on.
     *
     * @param shop where the shop is
     * @param pause of each of the eight customers between two requests
     */
    public Customers(URI shop, Duration pause) {
        this.shop = shop;
        for (var i = 0; i < CUSTOMERS; i++) {
            pool.scheduleWithFixedDelay(
                    this::visit, i * pause.toMillis() / CUSTOMERS, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void visit() {
        ask("GET", "/catalogue", "");
        ask("POST", "/basket", "tea");
        ask("POST", "/order", "some basket");
    }

    private void ask(String method, String path, String body) {
        try {
            var request = HttpRequest.newBuilder(shop.resolve(path))
                    .timeout(PATIENCE)
                    .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                    .build();
            var answer = http.send(request, BodyHandlers.ofString());
            var version = answer.headers().firstValue("X-Shop-Version").orElse("nobody");
            count(version + " " + (answer.statusCode() < 500 ? "answered" : "erred " + answer.statusCode()));
        } catch (IOException e) {
            count("nobody answered: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    /** How many requests came to which end: {@code 1.0.0 answered}, {@code 1.3.0 erred 500}, {@code nobody …}. */
    public synchronized Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
