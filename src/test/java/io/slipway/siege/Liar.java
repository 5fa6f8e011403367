package io.slipway.siege;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Sits between a worker and its server, keeps the permits that it sees, and hands out others than were issued. */
final class Liar implements Wire.Watcher {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the worker is given instead of a permit; empty: no answer that it can use, so that it asks again. */
    interface Lie {
        Optional<String> about(String permit);
    }

    private record Question(String action, String environment) {

        static Question of(JsonNode permit) {
            return new Question(
                    permit.path("action").asText(), permit.path("environment").asText());
        }
    }

    private final Map<Question, String> issued = new ConcurrentHashMap<>();
    private final Map<Question, Lie> lies = new ConcurrentHashMap<>();
    private final Map<Question, Integer> told = new ConcurrentHashMap<>();

    /** From now on it lies whenever this action is permitted in this environment. */
    void lie(String action, String environment, Lie lie) {
        lies.put(new Question(action, environment), lie);
    }

    void beHonest(String action, String environment) {
        lies.remove(new Question(action, environment));
    }

    /** The permit that was issued last. */
    String issued(String action, String environment) {
        return Optional.ofNullable(issued.get(new Question(action, environment)))
                .orElseThrow(() -> new AssertionError(action + " in " + environment + " was never permitted"));
    }

    /** How many lies it has told of it. */
    int told(String action, String environment) {
        return told.getOrDefault(new Question(action, environment), 0);
    }

    @Override
    public Wire.Answer told(Wire.Call call, Wire.Answer truth) throws IOException {
        if (call != Wire.Call.PERMIT || truth.status() != 200) {
            return truth;
        }
        var permit = new String(truth.body(), StandardCharsets.UTF_8);
        var question = Question.of(JSON.readTree(permit));
        var lie = lies.get(question);
        if (lie == null) {
            issued.put(question, permit);
            return truth;
        }
        told.merge(question, 1, Integer::sum);
        return lie.about(permit)
                .map(text -> new Wire.Answer(200, text.getBytes(StandardCharsets.UTF_8)))
                .orElse(new Wire.Answer(503, new byte[0]));
    }
}
