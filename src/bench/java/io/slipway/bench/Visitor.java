package io.slipway.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Asks the shop again and again, a few milliseconds apart, and remembers which version answered when. */
final class Visitor implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(3);

    /** @param version that answered; empty: nobody did */
    record Answer(Instant at, String version, int status) {}

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;
    private final List<Answer> answers = new ArrayList<>();
    private final Thread thread = new Thread(this::visit, "visitor");

    Visitor(URI shop) {
        request = HttpRequest.newBuilder(shop.resolve("/catalogue"))
                .timeout(Duration.ofSeconds(10))
                .build();
        thread.start();
    }

    private void visit() {
        try {
            while (!Thread.interrupted()) {
                var answer = ask();
                synchronized (this) {
                    answers.add(answer);
                }
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer ask() throws InterruptedException {
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
