package io.slipway.pier;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.gateway.Gateway;
import io.slipway.gateway.GatewayOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One environment of the service: a target with one instance, and a gateway in this JVM, which no fault touches.
 *
 * @param port the first of its three: two for the instance, one to rehearse on
 */
public record Place(String name, Path root, int port, Gateway gateway) {

    private static final String DIGEST = "SLIPWAY_DIGEST=";
    public static final String SECRET = "a-secret-of-the-gateways";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    public static Place open(Path folder, String name, int port) throws IOException {
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var gateway = Gateway.start(new GatewayOptions(any, any, SECRET, folder.resolve(name + "-gateway.json")));
        return new Place(name, folder.resolve(name), port, gateway);
    }

    /** Its part of the catalog's file. */
    public String yaml() {
        return """
              %s:
                production: false
                variables: pier.env
                settlingTime: PT0.3S
                verification: {observationTime: PT2S, lookInterval: PT1S, leastRequests: 3, mostErrors: 0.3,
                               slowerThan: PT8S, mostSlow: 0.9}
                target: {kind: process, root: %s, instances: {one: [%d, %d]}, sparePort: %d}
                traffic: {kind: gateway, control: "127.0.0.1:%d", secretFile: secret}
                monitoring: {kind: direct}
                address: {url: "http://127.0.0.1:%d"}
            """
                .formatted(
                        name,
                        root,
                        port,
                        port + 1,
                        port + 2,
                        gateway.isControlledAt().getPort(),
                        gateway.listensAt().getPort());
    }

    /** Where users of the environment send their requests. */
    public URI users() {
        return URI.create("http://127.0.0.1:" + gateway.listensAt().getPort() + "/");
    }

    /** What the gateway gives new requests to, as it names it. */
    public List<String> serving() throws IOException, InterruptedException {
        var control = URI.create("http://127.0.0.1:" + gateway.isControlledAt().getPort() + "/upstreams");
        var request = HttpRequest.newBuilder(control).header("Authorization", "Bearer " + SECRET);
        var serving = new ArrayList<String>();
        for (JsonNode upstream : JSON.readTree(
                HTTP.send(request.build(), BodyHandlers.ofString()).body())) {
            if (upstream.path("weight").asInt() > 0) {
                serving.add(upstream.path("id").asText());
            }
        }
        return serving;
    }

    /** How often an instance of the version has said here that it starts; rehearsals do not count. */
    public long starts(String version) throws IOException {
        if (!Files.exists(root)) {
            return 0;
        }
        var line = Builds.SERVICE + " " + version + " starts";
        var starts = 0L;
        try (Stream<Path> logs = Files.walk(root.resolve("instances"))) {
            for (var log : logs.filter(
                            file -> file.endsWith("log") && !file.toString().contains("spare-"))
                    .toList()) {
                starts += Files.readAllLines(log, UTF_8).stream()
                        .filter(line::equals)
                        .count();
            }
        }
        return starts;
    }

    /** What really runs here, with the digest that it was started with: asked from the host. */
    private Map<ProcessHandle, String> processes() {
        var running = new LinkedHashMap<ProcessHandle, String>();
        for (var process : ProcessHandle.allProcesses().toList()) {
            var proc = Path.of("/proc", Long.toString(process.pid()));
            try {
                if (Files.readSymbolicLink(proc.resolve("cwd")).startsWith(root)) {
                    Stream.of(Files.readString(proc.resolve("environ")).split("\0"))
                            .filter(variable -> variable.startsWith(DIGEST))
                            .forEach(variable -> running.put(process, variable.substring(DIGEST.length())));
                }
            } catch (IOException endedMeanwhile) {
                continue;
            }
        }
        return running;
    }

    /** The digest that the target's link {@code current} points to; empty: to none. */
    public String current() throws IOException {
        var link = root.resolve("current");
        return Files.isSymbolicLink(link)
                ? Files.readSymbolicLink(link).getFileName().toString()
                : "";
    }

    /** The digest that the target holds for the one confirmed last; empty: none was. */
    public String confirmed() throws IOException {
        var file = root.resolve("confirmed");
        var lines = Files.exists(file) ? Files.readAllLines(file) : List.<String>of();
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1).split(" ")[0];
    }

    /** The digests of all that runs here. */
    public List<String> running() {
        return List.copyOf(processes().values());
    }

    /** Ends the gateway and what runs here. */
    public void stop() {
        gateway.close();
        processes().keySet().forEach(ProcessHandle::destroyForcibly);
    }
}
