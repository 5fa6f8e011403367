package io.slipway.traffic;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.slipway.catalog.Environment;
import io.slipway.contract.Instance;
import io.slipway.permit.PermitRefusedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** The embedded gateway, over its control API. {@link Instance#id()} is what it knows an instance by. */
final class GatewayTraffic implements Traffic {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String UPSTREAMS = "/upstreams";
    private static final int OVERTAKEN = 409;
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /**
     * @param control {@code host:port} of the control API
     * @param secretFile the file with its secret
     */
    record Settings(@JsonProperty(required = true) String control, @JsonProperty(required = true) Path secretFile) {}

    @Component
    static final class Gateway implements Kind {

        @Override
        public String kind() {
            return "gateway";
        }

        @Override
        public Traffic traffic(Environment environment) {
            var settings = environment.traffic().as(Settings.class);
            return new GatewayTraffic(
                    URI.create("http://" + settings.control()),
                    environment.traffic().resolve(settings.secretFile()));
        }
    }

    private final URI control;
    private final Path secretFile;

    private GatewayTraffic(URI control, Path secretFile) {
        this.control = control;
        this.secretFile = secretFile;
    }

    @Override
    public List<Upstream> upstreams() throws IOException, InterruptedException {
        return JSON.readValue(
                ask("GET", UPSTREAMS, 0, BodyPublishers.noBody()), new TypeReference<List<Upstream>>() {});
    }

    @Override
    public void give(List<Share> shares, long fence) throws IOException, InterruptedException {
        ask("PUT", UPSTREAMS, fence, BodyPublishers.ofString(JSON.writeValueAsString(shares)));
    }

    @Override
    public void fenceOff(long fence) throws IOException, InterruptedException {
        ask("PUT", "/fence", fence, BodyPublishers.noBody());
    }

    private String ask(String method, String path, long fence, BodyPublisher body)
            throws IOException, InterruptedException {
        var place = control.resolve(path);
        var request = HttpRequest.newBuilder(place)
                .timeout(PATIENCE)
                .header("Slipway-Fence", Long.toString(fence))
                .header(
                        "Authorization",
                        "Bearer " + Files.readString(secretFile).strip())
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try {
            var answer = HTTP.send(request, BodyHandlers.ofString());
            if (answer.statusCode() == OVERTAKEN) {
                throw new PermitRefusedException("The gateway at " + control + " refused: " + answer.body());
            }
            if (answer.statusCode() / 100 != 2) {
                throw new IOException("it answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new IOException(
                    "The gateway's control API was asked " + method + " " + place + ": " + e + ". Is the gateway up?",
                    e);
        }
    }
}
