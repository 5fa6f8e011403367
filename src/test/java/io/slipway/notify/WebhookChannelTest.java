package io.slipway.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("AUTH-7")
class WebhookChannelTest {

    private Path folder;
    private Receivers receivers;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        this.folder = folder;
        receivers = new Receivers(folder);
    }

    @AfterEach
    void close() {
        receivers.close();
    }

    private static String signature(Receivers.Posted posted, String secret) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update((posted.headers().get("webhook-id") + "." + posted.headers().get("webhook-timestamp") + ".")
                .getBytes(StandardCharsets.UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(posted.body()));
    }

    @Test
    void isACloudEventThatItsReceiverCanTrust() throws Exception {
        new WebhookChannel(receivers.webhook()).deliver(Receivers.news("task-1", "oskar@x.org"));
        assertThat(receivers.posted).hasSize(1);
        var posted = receivers.posted.get(0);
        assertThat(posted.headers()).containsEntry("content-type", "application/cloudevents+json");
        var event = new JsonFormat().deserialize(posted.body());
        assertThat(event.getId()).isEqualTo("task-1").isEqualTo(posted.headers().get("webhook-id"));
        assertThat(event.getType()).isEqualTo("io.slipway.stop-reached");
        assertThat(event.getSubject()).isEqualTo("shop-1.1.0-staging-3");
        assertThat(new String(Objects.requireNonNull(event.getData()).toBytes(), StandardCharsets.UTF_8))
                .contains("\"environment\":\"staging\"", "\"reasons\":[\"PREP-1 fail: 2 tests failed\"]");
        assertThat(new String(posted.body(), StandardCharsets.UTF_8)).doesNotContain("oskar");
        assertThat(posted.headers().get("webhook-signature"))
                .isEqualTo(signature(posted, Receivers.SECRET))
                .isNotEqualTo(signature(posted, Receivers.SECRET + "!"));
        assertThat(Instant.ofEpochSecond(
                        Long.parseLong(String.valueOf(posted.headers().get("webhook-timestamp")))))
                .isCloseTo(Instant.now(), org.assertj.core.api.Assertions.within(1, ChronoUnit.MINUTES));
    }

    @Test
    void saysThatSomebodyCouldNotBeToldAndNotWhoseAddressItWas() throws Exception {
        new WebhookChannel(receivers.webhook())
                .deliver(Receivers.untold("task-1", "otto@x.org", "By mail: a mail to [oskar@x.org] was not taken"));
        assertThat(new String(receivers.posted.get(0).body(), StandardCharsets.UTF_8))
                .contains("io.slipway.stop-untold", "not everybody who may decide could be told")
                .doesNotContain("x.org");
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 404, 500})
    void isDeliveredOnlyIfTheReceiverSaysSo(int status) {
        receivers.answers.add(status);
        assertThatThrownBy(() -> new WebhookChannel(receivers.webhook()).deliver(Receivers.news("task-1")))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(receivers.hook().toString(), "answered " + status, "slipway.notify.webhook");
        assertThat(receivers.posted).hasSize(1);
    }

    @Test
    @Timeout(20)
    void aReceiverThatSaysItHasItAndThenNothingIsNotWaitedFor() throws Exception {
        var accepted = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nthe rest never comes";
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var url = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/hook");
            var settings = new NotifySettings.Webhook(url, receivers.webhook().secretFile(), Duration.ofSeconds(5));
            var sender = CompletableFuture.runAsync(() -> {
                try {
                    new WebhookChannel(settings).deliver(Receivers.news("task-1"));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            // open until the sender is done: it is the silence that must not be waited for
            try (var connection = server.accept()) {
                connection.getOutputStream().write(accepted.getBytes(StandardCharsets.US_ASCII));
                sender.get(10, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void aReceiverThatIsNotThereIsAFailure() throws Exception {
        var channel = new WebhookChannel(receivers.webhook());
        receivers.close();
        assertThatThrownBy(() -> channel.deliver(Receivers.news("task-1")))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("does not answer", receivers.hook().toString());
        receivers = new Receivers(folder);
    }

    @Test
    void settingsThatCannotBeMeantAreRefused() throws Exception {
        var secret = Files.writeString(folder.resolve("short"), "too short");
        var wait = Duration.ofSeconds(1);
        var url = URI.create("https://x.org/hook");
        for (var wrong : List.of("ftp://x.org/hook", "http://x.org:99999/hook")) {
            assertThatThrownBy(() -> new NotifySettings.Webhook(URI.create(wrong), secret, wait))
                    .hasMessageContaining("slipway.notify.webhook.url");
        }
        assertThatThrownBy(() -> new WebhookChannel(new NotifySettings.Webhook(url, secret, wait)))
                .hasMessageContainingAll("slipway.notify.webhook.secret-file", "9 characters; it needs 24")
                .hasMessageNotContaining("too short");
        assertThatThrownBy(() -> new WebhookChannel(new NotifySettings.Webhook(url, folder.resolve("none"), wait)))
                .hasMessageContainingAll("slipway.notify.webhook.secret-file", "none cannot be read");
    }
}
