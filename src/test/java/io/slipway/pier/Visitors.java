package io.slipway.pier;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A trickle of users in every environment, so that there is traffic to judge; none of them is to go unanswered. */
public final class Visitors implements AutoCloseable {

    private static final int PAUSE_MILLIS = 150;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ConcurrentLinkedQueue<String> unanswered = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    public Visitors(List<Place> places) {
        clock.scheduleWithFixedDelay(() -> places.forEach(this::visit), 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void visit(Place place) {
        var request = HttpRequest.newBuilder(place.users()).timeout(PATIENCE).build();
        var unused = http.sendAsync(request, BodyHandlers.discarding())
                .whenComplete((answer, trouble) -> note(place, answer, trouble));
    }

    private void note(Place place, @Nullable HttpResponse<Void> answer, @Nullable Throwable trouble) {
        if (closed) {
            return;
        }
        if (answer == null) {
            unanswered.add(place.name() + ": " + trouble);
        } else if (answer.headers().firstValue("X-Version").isEmpty()) {
            unanswered.add(place.name() + ": nobody answered, " + answer.statusCode());
        }
    }

    /** Requests that no instance answered since this was asked last. */
    public List<String> unanswered() {
        var all = List.copyOf(unanswered);
        unanswered.clear();
        return all;
    }

    @Override
    public void close() {
        closed = true;
        clock.shutdownNow();
    }
}
