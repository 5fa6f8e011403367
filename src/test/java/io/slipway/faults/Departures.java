package io.slipway.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.RunningSlipway;
import io.slipway.pier.Behaviour;
import io.slipway.pier.Builds;
import io.slipway.pier.Place;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** Asks for releases until the server has acknowledged each, or says that it is under way. */
final class Departures {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final RunningSlipway server;

    Departures(RunningSlipway server) {
        this.server = server;
    }

    /** Returns when the release is known to have begun; a server that is away meanwhile is waited for. */
    Release start(Place place, String version, String digest, Behaviour behaviour, boolean high) {
        var begun = new AtomicReference<Release>();
        RunningSlipway.await("the start of " + version + " in " + place.name(), PATIENCE, () -> {
            // a start that was not acknowledged: the next one would withdraw it
            var other = underWay(place);
            if (!other.isEmpty()) {
                begun.set(new Release(other, instance(other), place, version, digest, behaviour));
                return true;
            }
            var answer = ask(place, version, high);
            if (answer.statusCode() == 200) {
                var instance = JSON.readTree(answer.body()).path("id").asText();
                var key = server.read("/history/process-instance/" + instance).path("businessKey");
                begun.set(new Release(key.asText(), instance, place, version, digest, behaviour));
                return true;
            }
            throw new IOException(answer.statusCode() + ": " + answer.body());
        });
        return Objects.requireNonNull(begun.get());
    }

    /** The key of the release that is under way there; empty: none. */
    private String underWay(Place place) throws IOException, InterruptedException {
        return server.read("/process-instance?maxResults=1&processDefinitionKey=release&variables=environment_eq_"
                        + place.name())
                .path(0)
                .path("businessKey")
                .asText();
    }

    private String instance(String key) throws IOException, InterruptedException {
        for (JsonNode found :
                server.read("/history/process-instance?maxResults=20&processInstanceBusinessKey=" + key)) {
            if (found.path("processDefinitionKey").asText().equals("release")) {
                return found.path("id").asText();
            }
        }
        throw new IOException("no release " + key);
    }

    private HttpResponse<String> ask(Place place, String version, boolean high)
            throws IOException, InterruptedException {
        var variables = new HashMap<>(Map.of(
                "service",
                Builds.SERVICE,
                "version",
                version,
                "environment",
                place.name(),
                "changeSummary",
                "another pier",
                "businessImpact",
                "nobody notices"));
        if (high) {
            variables.put("requestedClass", "high");
        }
        return server.ask(
                "maria", "POST", "/engine-rest/process-definition/key/release/start", RunningSlipway.body(variables));
    }

    /** How many releases have not ended. */
    int underWay() throws IOException, InterruptedException {
        return server.read("/history/process-instance/count?processDefinitionKey=release&unfinished=true")
                .path("count")
                .asInt();
    }
}
