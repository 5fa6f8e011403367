package io.slipway.notify;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Posts a CloudEvent 1.0 in structured JSON, signed as the Standard Webhooks specification says: HMAC-SHA256 over id, time and
 * body. The same news has the same id. No e-mail address leaves by this way.
 */
final class WebhookChannel implements Channel {

    private static final int SHORTEST_SECRET = 24;
    private static final String HMAC = "HmacSHA256";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final NotifySettings.Webhook settings;
    private final SecretKeySpec secret;
    private final HttpClient client;

    WebhookChannel(NotifySettings.Webhook settings) {
        this.settings = settings;
        this.secret = new SecretKeySpec(
                SecretFile.read("slipway.notify.webhook.secret-file", settings.secretFile(), SHORTEST_SECRET)
                        .getBytes(StandardCharsets.UTF_8),
                HMAC);
        // 1.1: some receivers stumble over the offer of 2 in the clear
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public void deliver(News news) throws IOException {
        var now = Instant.now();
        var body = event(news, now);
        var stamp = String.valueOf(now.getEpochSecond());
        var request = HttpRequest.newBuilder(settings.url())
                .timeout(settings.timeout())
                .header("Content-Type", "application/cloudevents+json")
                .header("webhook-id", news.id())
                .header("webhook-timestamp", stamp)
                .header("webhook-signature", "v1," + signature(news.id() + "." + stamp + ".", body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        var status = send(request);
        if (status / 100 != 2) {
            throw failure("answered " + status, null);
        }
    }

    private int send(HttpRequest request) throws IOException {
        try {
            var response = client.send(request, BodyHandlers.ofInputStream());
            // nobody reads the body, and the timeout ends before it: one that never ends would hold the worker for ever
            response.body().close();
            return response.statusCode();
        } catch (IOException e) {
            throw failure("does not answer: " + e.getClass().getSimpleName() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("was not waited for", e);
        }
    }

    private IOException failure(String what, @Nullable Exception cause) {
        return new IOException(
                "an event was posted to " + settings.url() + ", which " + what
                        + ". Look whether it is up, and at slipway.notify.webhook",
                cause);
    }

    private static byte[] event(News news, Instant now) throws IOException {
        var data = new LinkedHashMap<String, Object>();
        data.put("release", news.release());
        data.put("service", news.service());
        data.put("version", news.version());
        data.put("environment", news.environment());
        data.put("text", news.text());
        data.put("reasons", news.reasons());
        var event = CloudEventBuilder.v1()
                .withId(news.id())
                .withType("io.slipway." + news.kind())
                .withSource(URI.create("/slipway"))
                .withSubject(news.release())
                .withTime(now.atOffset(ZoneOffset.UTC))
                .withData("application/json", JSON.writeValueAsBytes(data))
                .build();
        return new JsonFormat().serialize(event);
    }

    private String signature(String before, byte[] body) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(secret);
            mac.update(before.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java knows no " + HMAC, e);
        }
    }
}
