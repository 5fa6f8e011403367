package io.slipway.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/** Asks an instance how it is: a request is answered within two seconds or not at all. */
@Component
public final class HealthProbe {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(100);
    /** Enough to say how it is. */
    private static final int LONGEST = 64 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /**
     * Asks once.
     *
     * @param address {@code host:port}
     * @param path the service's health path
     */
    public Health ask(String address, String path) throws InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://" + address + path)).build();
        var sent = http.sendAsync(request, BoundedBody.of(LONGEST));
        try {
            // a limit of the request would end with the answer's head, and leave time without end for its body
            var answer = sent.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return answer.statusCode() == 200
                    ? read(answer.body())
                    : new Health.Down("it answered " + answer.statusCode());
        } catch (TimeoutException e) {
            return new Health.Down("it did not answer within " + PATIENCE.toMillis() + " ms");
        } catch (ExecutionException e) {
            var why = Objects.requireNonNullElse(e.getCause(), e);
            return new Health.Down(
                    "it did not answer (" + why.getClass().getSimpleName() + ": " + why.getMessage() + ")");
        } finally {
            sent.cancel(true);
        }
    }

    /**
     * Asks an instance that was just started until it is up.
     *
     * @param stopped whether it runs no more, so that asking on is of no use
     * @param patience how long it is asked
     * @return {@link Health.Down} if it is not up by then, and what it was instead
     */
    public Health await(String address, String path, Stopped stopped, Duration patience)
            throws IOException, InterruptedException {
        var end = Instant.now().plus(patience);
        while (true) {
            var health = ask(address, path);
            if (health instanceof Health.Up) {
                return health;
            }
            if (stopped.is()) {
                return new Health.Down("ended by itself");
            }
            if (end.isBefore(Instant.now())) {
                return new Health.Down(
                        "was not healthy within " + patience.toMillis() + " ms: " + ((Health.Down) health).why());
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /** Whether something has ended. */
    public interface Stopped {
        boolean is() throws IOException, InterruptedException;
    }

    private static Health read(String body) {
        try {
            var answer = JSON.readTree(body);
            var status = answer.path("status").asText();
            if (!status.equals("UP")) {
                return new Health.Down("it says its status is '" + status + "', not UP");
            }
            return new Health.Up(
                    answer.path("version").asText(), answer.path("digest").asText());
        } catch (JsonProcessingException e) {
            return new Health.Down("its answer is not JSON");
        }
    }
}
