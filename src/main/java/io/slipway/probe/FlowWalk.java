package io.slipway.probe;

import io.slipway.catalog.KeyFlow;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/** Walks a key flow against one instance, asked directly, past the gateway. */
@Component
public final class FlowWalk {

    private static final int LONGEST = 16 * 1024 * 1024;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * How one flow went.
     *
     * @param right whether it was as expected
     * @param what what came back, and how fast
     */
    public record Result(boolean right, String what) {}

    /** @param address {@code host:port} */
    public Result walk(String address, KeyFlow flow) throws InterruptedException {
        var expected = flow.expect();
        var begin = System.nanoTime();
        var sent = http.sendAsync(request(address, flow), BoundedBody.of(LONGEST));
        try {
            // the limit of a request ends with the answer's head; this one is for its last byte
            var answer = sent.get(expected.within().toMillis(), TimeUnit.MILLISECONDS);
            var took = " in " + Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms";
            if (answer.statusCode() != expected.status()) {
                return new Result(
                        false, "answered " + answer.statusCode() + took + ", expected was " + expected.status());
            }
            var text = expected.contains();
            return text == null || answer.body().contains(text)
                    ? new Result(true, "answered " + answer.statusCode() + took)
                    : new Result(
                            false, "answered " + answer.statusCode() + took + " without the expected '" + text + "'");
        } catch (TimeoutException e) {
            return new Result(
                    false, "had no whole answer within " + expected.within().toMillis() + " ms");
        } catch (ExecutionException e) {
            return new Result(false, "had no answer (" + e.getCause() + ")");
        } finally {
            sent.cancel(true);
        }
    }

    private static HttpRequest request(String address, KeyFlow flow) {
        var body = flow.body() == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(flow.body());
        var request = HttpRequest.newBuilder(URI.create("http://" + address + flow.path()))
                .method(flow.method(), body);
        Objects.requireNonNullElse(flow.headers(), Map.<String, String>of()).forEach(request::header);
        return request.build();
    }
}
