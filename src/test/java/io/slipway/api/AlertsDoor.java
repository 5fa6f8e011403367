package io.slipway.api;

import io.slipway.Slipway;
import io.slipway.SmallCatalog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** All of Slipway but its workers, as Alertmanager and workers speak to it. */
final class AlertsDoor implements AutoCloseable {

    static final String WORKERS = "the secret of the workers of this test";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext slipway;

    /** @param alerts the file with the secret of the alerts' account */
    AlertsDoor(Path folder, Path alerts) throws IOException {
        slipway = new SpringApplicationBuilder(Slipway.class)
                .run(
                        "--server.port=0",
                        "--slipway.worker.slots=0",
                        "--slipway.worker.secret=" + WORKERS,
                        "--slipway.data=" + folder,
                        "--slipway.catalog=" + SmallCatalog.write(folder.resolve("catalog"), 1),
                        "--spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1",
                        "--slipway.alerts.secret-file=" + alerts);
    }

    HttpResponse<String> bring(String secret, String body) throws IOException, InterruptedException {
        return send("slipway-alerts", secret, "/api/alerts", body);
    }

    HttpResponse<String> find(String nonce) throws IOException, InterruptedException {
        return send("slipway-worker", WORKERS, "/api/alerts/" + nonce, null);
    }

    HttpResponse<String> send(String name, String secret, String path, @Nullable String body)
            throws IOException, InterruptedException {
        var port = slipway.getEnvironment().getRequiredProperty("local.server.port");
        var basic = Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Basic " + basic);
        if (body != null) {
            request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        slipway.close();
    }
}
