package io.slipway.sample;

import io.slipway.engine.StartRefused;
import io.slipway.shell.Daemon;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The sample's gateways, one for each environment: processes that outlive Slipway until they are stopped. */
final class Gateways {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ShopWorld world;

    Gateways(ShopWorld world) {
        this.world = world;
    }

    private Daemon daemon(String environment) {
        return new Daemon(world.folder().resolve("gateways").resolve(environment));
    }

    /**
     * Starts those that do not run; returns when all of them answer.
     *
     * @throws StartRefused if one does not: mostly its port is taken
     */
    void start() throws IOException, InterruptedException {
        for (var environment : ShopWorld.ENVIRONMENTS) {
            daemon(environment).start(command(environment), Map.of(), world.folder());
        }
        var end = Instant.now().plus(PATIENCE);
        for (var environment : ShopWorld.ENVIRONMENTS) {
            while (!answers(environment)) {
                if (daemon(environment).isStopped() || Instant.now().isAfter(end)) {
                    throw new StartRefused(
                            "The sample's gateway of " + environment + " does not start: " + lastWords(environment),
                            "Free the port " + world.gatewayPort(environment) + " and the twenty above it, or name"
                                    + " another first port: slipway.sample.port=…");
                }
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }

    /** Whether it is ours, and not somebody else's at the same port. */
    private boolean answers(String environment) throws IOException, InterruptedException {
        var secret = Files.readString(world.secret()).strip();
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + world.controlPort(environment) + "/upstreams"))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + secret)
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String lastWords(String environment) throws IOException {
        var log = world.folder().resolve("gateways").resolve(environment).resolve("log");
        if (!Files.exists(log)) {
            return "it said nothing";
        }
        var lines = Files.readAllLines(log);
        return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
    }

    void stop() throws IOException, InterruptedException {
        Daemon.stopAll(ShopWorld.ENVIRONMENTS.stream().map(this::daemon).toList(), Duration.ofSeconds(5));
    }

    /** This JVM's Java and class path, in another role. */
    private List<String> command(String environment) {
        var classPath = System.getProperty("java.class.path");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(
                classPath.endsWith(".jar") && !classPath.contains(":")
                        ? List.of("-jar", Path.of(classPath).toAbsolutePath().toString())
                        : List.of("-cp", classPath, "io.slipway.Slipway"));
        command.addAll(List.of(
                "gateway",
                "--listen",
                "127.0.0.1:" + world.gatewayPort(environment),
                "--control",
                "127.0.0.1:" + world.controlPort(environment),
                "--secret-file",
                world.secret().toString(),
                "--state-file",
                world.folder()
                        .resolve("gateways")
                        .resolve(environment + ".json")
                        .toString()));
        return command;
    }
}
