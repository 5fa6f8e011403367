package io.slipway.monitor;

import io.slipway.catalog.KeyFlow;
import io.slipway.contract.Finding;
import io.slipway.contract.Instance;
import io.slipway.contract.Rule;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/** Whether every instance does what the service is there for (VERI-3); asked directly, past the gateway. */
@Component
final class KeyFlowCheck {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * How one flow went.
     *
     * @param right whether it was as expected
     * @param what what came back, and how fast
     */
    private record Result(boolean right, String what) {}

    Finding of(List<Instance> instances, List<KeyFlow> flows) throws InterruptedException {
        if (instances.isEmpty() || flows.isEmpty()) {
            return Finding.unknown(
                    Rule.VERI_3,
                    "There is no instance or no key flow, so none could be walked. Start the version first",
                    Map.of());
        }
        var facts = new TreeMap<String, String>();
        var problems = new ArrayList<String>();
        for (var instance : instances) {
            for (var flow : flows) {
                var result = walk(instance, flow);
                var what = "'" + flow.name() + "' at " + instance.name() + " (" + instance.address() + ")";
                facts.put(what, result.what());
                if (!result.right()) {
                    problems.add(what + " " + result.what());
                }
            }
        }
        return problems.isEmpty()
                ? Finding.pass(Rule.VERI_3, "Every key flow works on every instance", facts)
                : Finding.fail(
                        Rule.VERI_3,
                        "Not every key flow works: " + String.join("; ", problems)
                                + ". Look into the log of the instance",
                        facts);
    }

    private Result walk(Instance instance, KeyFlow flow) throws InterruptedException {
        var expected = flow.expect();
        var begin = System.nanoTime();
        var sent = http.sendAsync(request(instance, flow), HttpResponse.BodyHandlers.ofString());
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

    private static HttpRequest request(Instance instance, KeyFlow flow) {
        var body = flow.body() == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(flow.body());
        var request = HttpRequest.newBuilder(URI.create("http://" + instance.address() + flow.path()))
                .method(flow.method(), body);
        Objects.requireNonNullElse(flow.headers(), Map.<String, String>of()).forEach(request::header);
        return request.build();
    }
}
