package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.JarProcess;
import io.slipway.RunningSlipway;
import io.slipway.SmallCatalog;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** With a certificate in the configuration, and nothing else done, everything speaks TLS: people, pages, workers. */
@Tag("SEC-1")
class TlsIT {

    private static final String PASSWORD = "of-the-store-1";

    private Path folder;

    @BeforeEach
    void open(@TempDir Path folder) {
        this.folder = folder;
    }

    /** A certificate for another name than localhost, as a server has: people come by that name, workers do not. */
    private Path keyStore() throws IOException, InterruptedException {
        var store = folder.resolve("web.p12");
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "web",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=slipway.example",
                        "-ext",
                        "SAN=dns:slipway.example,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        return store;
    }

    private static HttpClient trusting(Path store) throws GeneralSecurityException, IOException {
        var trusted = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static HttpResponse<String> ask(HttpClient http, URI address, @Nullable String body)
            throws IOException, InterruptedException {
        var basic = Base64.getEncoder().encodeToString("maria:of maria".getBytes(StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(address)
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/json");
        return http.send(
                body == null
                        ? request.build()
                        : request.POST(BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
    }

    @Test
    void withABundleEverythingSpeaksTls() throws IOException, InterruptedException, GeneralSecurityException {
        var store = keyStore();
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var address = URI.create("https://127.0.0.1:" + port);
        try (var slipway = new JarProcess(
                folder.resolve("log"),
                "--server.address=0.0.0.0",
                "--server.port=" + port,
                "--slipway.data=" + folder,
                "--slipway.catalog=" + SmallCatalog.write(folder.resolve("catalog"), 1),
                "--slipway.people[0].id=maria",
                "--slipway.people[0].groups=release-manager",
                "--slipway.people[0].password-hash=" + BCrypt.hashpw("of maria", BCrypt.gensalt(4)),
                "--spring.ssl.bundle.jks.web.keystore.location=" + store.toUri(),
                "--spring.ssl.bundle.jks.web.keystore.password=" + PASSWORD,
                "--server.ssl.bundle=web")) {
            slipway.awaitLine("slots work as");
            var http = trusting(store);
            var count = ask(http, address.resolve("/engine-rest/process-definition/count"), null);
            assertThat(count.statusCode()).isEqualTo(200);
            assertThat(count.headers().firstValue("Strict-Transport-Security")).isPresent();
            assertThat(ask(http, address.resolve("/camunda/app/tasklist/default/"), null)
                            .headers()
                            .allValues("Set-Cookie"))
                    .isNotEmpty()
                    .allMatch(cookie -> cookie.contains("Secure"));
            inTheClearNobodyIsAnswered(port);
            workersWork(http, address);
            assertThat(slipway.log()).doesNotContain("gives no work");
        }
    }

    private static void inTheClearNobodyIsAnswered(int port) throws IOException, InterruptedException {
        var plain = ask(
                HttpClient.newHttpClient(),
                URI.create("http://127.0.0.1:" + port + "/engine-rest/process-definition/count"),
                null);
        assertThat(plain.statusCode()).isEqualTo(400);
        assertThatThrownBy(() ->
                        ask(HttpClient.newHttpClient(), URI.create("https://127.0.0.1:" + port + "/camunda/"), null))
                .isInstanceOf(IOException.class);
    }

    private static void workersWork(HttpClient http, URI address) throws IOException, InterruptedException {
        var started = ask(
                http,
                address.resolve("/engine-rest/process-definition/key/release/start"),
                RunningSlipway.body(Map.of(
                        "service", "tool",
                        "version", "1.0.0",
                        "environment", "e0",
                        "changeSummary", "a new tool",
                        "businessImpact", "nobody notices")));
        assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
        RunningSlipway.await("a worker of this JVM has done its task", Duration.ofMinutes(1), () -> ask(
                        http, address.resolve("/engine-rest/history/external-task-log/count?successLog=true"), null)
                .body()
                .matches(".*\"count\":[1-9].*"));
    }
}
