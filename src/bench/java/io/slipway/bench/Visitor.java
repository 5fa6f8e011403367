package io.slipway.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks, fills a basket and orders in the shop, a few milliseconds apart, and remembers which version answered when. It
 * does what the sample's customers do: one who only looked would make a version that loses orders look good.
 */
final class Visitor implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(3);

    /** @param version that answered; empty: nobody did */
    record Answer(Instant at, String version, int status) {}

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<HttpRequest> requests;
    private final List<Answer> answers = new ArrayList<>();
    private final Thread thread = new Thread(this::visit, "visitor");

    Visitor(URI shop) {
        requests = List.of(
                request(shop, "/catalogue").GET().build(),
                request(shop, "/basket").POST(BodyPublishers.ofString("tea")).build(),
                request(shop, "/order")
                        .POST(BodyPublishers.ofString("some basket"))
                        .build());
        thread.start();
    }

    private static HttpRequest.Builder request(URI shop, String path) {
        return HttpRequest.newBuilder(shop.resolve(path)).timeout(Duration.ofSeconds(10));
    }

    private void visit() {
        try {
            for (var i = 0; !Thread.interrupted(); i++) {
                var answer = ask(requests.get(i % requests.size()));
                synchronized (this) {
                    answers.add(answer);
                }
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer ask(HttpRequest request) throws InterruptedException {
        try {
            var answer = http.send(request, BodyHandlers.discarding());
            var version = answer.headers().firstValue("X-Shop-Version").orElse("");
            return new Answer(Instant.now(), version, answer.statusCode());
        } catch (IOException e) {
            return new Answer(Instant.now(), "", 0);
        }
    }

    synchronized List<Answer> answers() {
        return List.copyOf(answers);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
