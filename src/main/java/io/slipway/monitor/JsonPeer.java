package io.slipway.monitor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP interface that answers in JSON, within five seconds or not at all.
 *
 * @param name for people
 * @param base its address, without a slash at the end
 * @param tokenFile holds the bearer token that it asks for; null: it asks for none
 */
record JsonPeer(String name, URI base, @Nullable Path tokenFile) {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /** @throws IOException if it is not there, answers anything but 200, or with something that is no JSON */
    JsonNode get(String path) throws IOException, InterruptedException {
        try {
            return JSON.readTree(answer(path, request(path)));
        } catch (JsonProcessingException e) {
            throw new IOException(asked(path) + " answered something that is no JSON", e);
        }
    }

    /** @throws IOException if it is not there, or answers anything but 200 */
    void post(String path, JsonNode body) throws IOException, InterruptedException {
        answer(
                path,
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private String answer(String path, HttpRequest.Builder request) throws IOException, InterruptedException {
        var sent = HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
        try {
            // the limit of a request ends with the answer's head; this one is for its last byte
            var answer = sent.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != 200) {
                throw new IOException(asked(path) + " answered " + answer.statusCode() + ": " + cut(answer.body()));
            }
            return answer.body();
        } catch (TimeoutException e) {
            throw new IOException(asked(path) + " had no whole answer within " + PATIENCE.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(asked(path) + " had no answer (" + e.getCause() + ")", e);
        } finally {
            sent.cancel(true);
        }
    }

    /** The fields of an object and their values, as text; none if it is no object. */
    static Map<String, String> texts(JsonNode object) {
        var texts = new HashMap<String, String>();
        object.fields()
                .forEachRemaining(
                        field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    private HttpRequest.Builder request(String path) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(base + path));
        if (tokenFile != null) {
            request.header(
                    "Authorization", "Bearer " + Files.readString(tokenFile).strip());
        }
        return request;
    }

    private String asked(String path) {
        return name + " at " + base + path.replaceFirst("\\?.*", "");
    }

    private static String cut(String body) {
        return body.substring(0, Math.min(body.length(), 200));
    }
}
