package io.slipway.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.permit.Demand;
import io.slipway.permit.Permit;
import io.slipway.permit.PermitKeys;
import io.slipway.permit.PermitRefusedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Asks the server for permits, beside its engine's REST interface, and believes only keys that are trusted here. */
final class PermitDoor {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_SECONDS = 10;
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;

    private final PermitKeys keys;
    private @Nullable EngineDoor door;
    private @Nullable CloseableHttpClient http;

    PermitDoor(PermitKeys keys) {
        this.keys = keys;
    }

    synchronized void open(EngineDoor engine) {
        door = engine;
        http = HttpClients.custom()
                .setConnectionManager(engine.connections())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .build();
    }

    private record Answer(int status, String body) {}

    /**
     * Asks for a permit.
     *
     * @throws PermitRefusedException if the server refuses it, or what it answers is no permit that counts here
     * @throws RetryableFailure if there is no answer, or none that says anything of the release: the lock has lapsed while
     *     this JVM stood still, and whoever has the task then asks again
     */
    Permit permit(Demand demand, String worker) throws InterruptedException {
        var answer = ask(demand, worker);
        if (answer.status() == OK) {
            return Permit.read(answer.body(), keys.trusted());
        }
        if (answer.status() == FORBIDDEN) {
            throw new PermitRefusedException(detail(answer.body()));
        }
        var cause = new IOException("HTTP status " + answer.status());
        throw new RetryableFailure("Asked for a permit, the server answered: " + detail(answer.body()), cause);
    }

    private Answer ask(Demand demand, String worker) throws InterruptedException {
        EngineDoor engine;
        CloseableHttpClient client;
        synchronized (this) {
            engine = door;
            client = http;
        }
        if (engine == null || client == null) {
            throw new IllegalStateException("Permits are asked for before the workers have begun");
        }
        try {
            return client.execute(
                    request(engine, demand, worker),
                    response -> new Answer(response.getCode(), EntityUtils.toString(response.getEntity())));
        } catch (InterruptedIOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException("called off while asking for a permit");
            }
            throw new RetryableFailure("The server did not answer in time when asked for a permit", e);
        } catch (IOException e) {
            throw new RetryableFailure("The server could not be asked for a permit: " + e, e);
        }
    }

    private static HttpPost request(EngineDoor engine, Demand demand, String worker) {
        var account = engine.account();
        var request = new HttpPost(address(engine.address()));
        request.setHeader(
                HttpHeaders.AUTHORIZATION,
                "Basic " + HttpHeaders.encodeBasicAuth(account.name(), account.secret(), StandardCharsets.UTF_8));
        var ask = JsonNodeFactory.instance.objectNode();
        ask.put("task", demand.task()).put("worker", worker);
        demand.goal()
                .ifPresent(goal ->
                        ask.putObject("goal").put("version", goal.version()).put("digest", goal.digest()));
        request.setEntity(new StringEntity(ask.toString(), ContentType.APPLICATION_JSON));
        return request;
    }

    /** The engine's REST interface is mounted beside Slipway's own. */
    private static URI address(URI engine) {
        return URI.create(engine.toString().replaceFirst("/engine-rest/?$", "") + "/api/permits");
    }

    private static String detail(String body) {
        try {
            var detail = JSON.readTree(body).path("detail").asText();
            return detail.isEmpty() ? "no reason was given" : detail;
        } catch (JsonProcessingException e) {
            return "no reason was given";
        }
    }

    synchronized void close() {
        if (http != null) {
            http.close(CloseMode.IMMEDIATE);
        }
    }
}
