package io.slipway.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.slipway.catalog.Catalog;
import io.slipway.contract.Instance;
import io.slipway.contract.Variable;
import io.slipway.gateway.Gateway;
import io.slipway.gateway.GatewayOptions;
import io.slipway.permit.Granting;
import io.slipway.probe.HealthProbe;
import io.slipway.worker.Job;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Real traffic for tests: a gateway, a catalog that names it, and instances that answer. */
final class Crossing implements AutoCloseable {

    private static final byte[] OLD_BYTES = zip("old");
    private static final byte[] NEW_BYTES = zip("new");
    static final String OLD = digest(OLD_BYTES);
    static final String NEW = digest(NEW_BYTES);

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(pool)
            .build();
    private final List<HttpServer> servers = new ArrayList<>();
    private final Catalog catalog;
    private final Path secret;
    private final Path folder;
    final Granting granting;

    /** Where an answer to {@code /slow} waits. */
    final CountDownLatch slowArrived = new CountDownLatch(1);

    final CountDownLatch slowMayEnd = new CountDownLatch(1);
    final Gateway gateway;

    Crossing(Path folder) throws IOException {
        secret = folder.resolve("secret");
        Files.writeString(secret, "a secret of the test\n");
        var here = InetAddress.getLoopbackAddress();
        gateway = Gateway.start(new GatewayOptions(
                new InetSocketAddress(here, 0),
                new InetSocketAddress(here, 0),
                "a secret of the test",
                folder.resolve("state.json")));
        var services = Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(
                services.resolve("shop.yaml"),
                """
                service: shop
                artifacts: artifacts
                trustedKeys: [{id: build, file: build.pem}]
                command: [app]
                health: /health
                keyFlows: [{name: Health, method: GET, path: /health, expect: {status: 200, within: PT2S}}]
                environments:
                  staging:
                    production: false
                    variables: staging.env
                    settlingTime: PT1S
                    verification: {observationTime: PT60S, lookInterval: PT1S, leastRequests: 5, mostErrors: 0.1,
                                   slowerThan: PT10S, mostSlow: 0.1}
                    target: {kind: process, root: ../target, instances: {a: [1, 2], b: [3, 4]}, sparePort: 5}
                    traffic: {kind: gateway, control: "127.0.0.1:%d", secretFile: ../secret}
                    monitoring: {kind: direct}
                    address: {url: "http://127.0.0.1"}
                    strategy: {kind: canary, shares: [10, 50], shareTime: PT1S, leastTime: PT1S, longest: PT20M}
                """
                        .formatted(gateway.isControlledAt().getPort()));
        catalog = Catalog.read(services);
        granting = new Granting(folder, catalog.service("shop"), "staging");
        var artifacts = Files.createDirectories(services.resolve("artifacts"));
        Files.write(artifacts.resolve("shop-1.0.0.zip"), OLD_BYTES);
        Files.write(artifacts.resolve("shop-1.1.0.zip"), NEW_BYTES);
        this.folder = folder;
    }

    private static byte[] zip(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            var entry = new ZipEntry("text");
            entry.setTime(0);
            zip.putNextEntry(entry);
            zip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where the target keeps the unpacked new version. */
    Path released() {
        return folder.resolve("target/releases").resolve(NEW);
    }

    Catalog catalog() {
        return catalog;
    }

    Traffics traffics() {
        return new Traffics(catalog, List.of(new GatewayTraffic.Gateway()));
    }

    LastLook lastLook() {
        return new LastLook(catalog, new HealthProbe());
    }

    List<Upstream> upstreams() throws Exception {
        return traffics().of(job(Map.of())).upstreams();
    }

    void loseTheSecret() throws IOException {
        Files.writeString(secret, "another secret of the test");
    }

    /** An instance that really answers, as the version and digest say; {@code /broken} is answered with 500. */
    Instance instance(String name, String version, String digest) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(pool);
        server.createContext("/", exchange -> answer(exchange, 200, name + " " + version));
        server.createContext("/broken", exchange -> answer(exchange, 500, "broken"));
        server.createContext(
                "/health",
                exchange -> answer(
                        exchange,
                        200,
                        "{\"status\":\"UP\",\"version\":\"" + version + "\",\"digest\":\"" + digest + "\"}"));
        server.createContext("/slow", exchange -> {
            slowArrived.countDown();
            try {
                slowMayEnd.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            answer(exchange, 200, "slow");
        });
        server.start();
        servers.add(server);
        return new Instance(
                name, version, digest, "127.0.0.1:" + server.getAddress().getPort());
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** What a user gets. */
    String ask(String path) throws Exception {
        return http.send(request(path), HttpResponse.BodyHandlers.ofString()).body();
    }

    CompletableFuture<HttpResponse<String>> asking(String path) {
        return http.sendAsync(request(path), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.listensAt().getPort() + path))
                .build();
    }

    /** The task of bringing the traffic to these instances of a version. */
    Job job(String version, String digest, Instance... goal) {
        return job(Map.of(
                Variable.GOAL_VERSION.name(), version,
                Variable.GOAL_DIGEST.name(), digest,
                Variable.INSTANCES.name(), Instance.write(List.of(goal))));
    }

    Job job(Map<String, String> more) {
        var variables = new HashMap<String, @Nullable Object>(more);
        variables.put(Variable.SERVICE.name(), "shop");
        variables.put(Variable.ENVIRONMENT.name(), "staging");
        return new Job("1", "shop-1", variables, granting);
    }

    @Override
    public void close() {
        slowMayEnd.countDown();
        gateway.close();
        servers.forEach(server -> server.stop(0));
        pool.shutdownNow();
    }
}
