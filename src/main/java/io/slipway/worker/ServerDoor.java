package io.slipway.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** What the server itself offers to workers, beside its engine's REST interface; asked as the worker's account, once. */
final class ServerDoor {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Duration patience;
    private @Nullable EngineDoor door;
    private @Nullable CloseableHttpClient http;

    /** @param patience how long an answer may take */
    ServerDoor(Duration patience) {
        this.patience = patience;
    }

    synchronized void open(EngineDoor engine) {
        door = engine;
        http = HttpClients.custom()
                .setConnectionManager(engine.connections())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .build();
    }

    record Answer(int status, String body) {

        /** What the server says of a refusal. */
        String detail() {
            try {
                var detail = JSON.readTree(body).path("detail").asText();
                return detail.isEmpty() ? "no reason was given" : detail;
            } catch (JsonProcessingException e) {
                return "no reason was given";
            }
        }
    }

    /** @throws IOException if there is no answer */
    Answer post(String path, String json) throws IOException, InterruptedException {
        var request = new HttpPost(address(path));
        request.setEntity(new StringEntity(json, ContentType.APPLICATION_JSON));
        return ask(request);
    }

    /** @throws IOException if there is no answer */
    Answer get(String path) throws IOException, InterruptedException {
        return ask(new HttpGet(address(path)));
    }

    private Answer ask(HttpUriRequestBase request) throws IOException, InterruptedException {
        var account = engine().account();
        request.setHeader(
                HttpHeaders.AUTHORIZATION,
                "Basic " + HttpHeaders.encodeBasicAuth(account.name(), account.secret(), StandardCharsets.UTF_8));
        try {
            return client().execute(
                            request,
                            response -> new Answer(
                                    response.getCode(),
                                    response.getEntity() == null ? "" : EntityUtils.toString(response.getEntity())));
        } catch (InterruptedIOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException("called off while the server was asked");
            }
            throw e;
        }
    }

    private synchronized EngineDoor engine() {
        if (door == null) {
            throw new IllegalStateException("The server is asked before the workers have begun");
        }
        return door;
    }

    private synchronized CloseableHttpClient client() {
        if (http == null) {
            throw new IllegalStateException("The server is asked before the workers have begun");
        }
        return http;
    }

    /** The engine's REST interface is mounted beside Slipway's own. */
    private URI address(String path) {
        return URI.create(engine().address().toString().replaceFirst("/engine-rest/?$", "") + path);
    }

    synchronized void close() {
        if (http != null) {
            http.close(CloseMode.IMMEDIATE);
        }
    }
}
