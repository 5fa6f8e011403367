package io.slipway.target;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.catalog.Catalog;
import io.slipway.contract.Variable;
import io.slipway.permit.Granting;
import io.slipway.shell.Daemon;
import io.slipway.worker.Job;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** A real service for tests: artifacts of a small HTTP program, a catalog, and a target with two instances. */
public final class Harbour implements AutoCloseable {

    public static final String CANARY = "canary-7f3a";

    private static final String PROGRAM =
            """
            import com.sun.net.httpserver.HttpServer;
            import java.net.InetSocketAddress;
            import java.nio.file.*;
            public class App {
                static java.net.ServerSocket another;
                public static void main(String[] arguments) throws Exception {
                    var behaviour = Files.readString(Path.of("behaviour"));
                    if (behaviour.equals("exits")) System.exit(1);
                    if (Files.exists(Path.of("start.sh"))) {
                        var done = new ProcessBuilder("/bin/sh", "start.sh").inheritIO().start().waitFor();
                        if (done != 0) System.exit(done);
                    }
                    if (behaviour.equals("opens")) another = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
                    if (behaviour.equals("orphans") && arguments.length == 1) {
                        var other = System.getProperty("java.home") + "/bin/java -Xmx32m -cp . App 0 orphan >/dev/null 2>&1 &";
                        new ProcessBuilder("/bin/sh", "-c", other).start().waitFor();
                    }
                    var host = behaviour.equals("exposes") ? "0.0.0.0" : "127.0.0.1";
                    var digest = behaviour.equals("lies") ? "0".repeat(64) : System.getenv("SLIPWAY_DIGEST");
                    var health = "{\\"status\\":\\"UP\\",\\"version\\":\\"" + System.getenv("SLIPWAY_VERSION")
                            + "\\",\\"digest\\":\\"" + digest + "\\"}";
                    var server = HttpServer.create(
                            new InetSocketAddress(host, Integer.parseInt(arguments[0])), 0);
                    server.createContext("/health", exchange -> {
                        exchange.sendResponseHeaders(200, health.length());
                        exchange.getResponseBody().write(health.getBytes());
                        exchange.close();
                    });
                    server.createContext("/flow", exchange -> {
                        var status = 200;
                        try {
                            if (Files.exists(Path.of("flow.sh"))) {
                                var done = new ProcessBuilder("/bin/sh", "flow.sh").inheritIO().start().waitFor();
                                status = done == 0 ? 200 : 500;
                            }
                        } catch (InterruptedException e) {
                            status = 500;
                        }
                        exchange.sendResponseHeaders(status, -1);
                        exchange.close();
                    });
                    server.createContext("/metrics", exchange -> {
                        var metrics = Files.readAllBytes(Path.of(System.getenv("METRICS")));
                        exchange.sendResponseHeaders(200, metrics.length);
                        exchange.getResponseBody().write(metrics);
                        exchange.close();
                    });
                    server.start();
                }
            }
            """;

    private final Path folder;
    private Catalog catalog;
    private final Granting granting;
    private final Path classes;
    private final List<Integer> ports = freePorts(7);
    /** What the catalog called otherwise before: it may run still. */
    private final List<Daemon> former = new ArrayList<>();

    public Harbour(Path folder) throws Exception {
        this(folder, yaml -> yaml);
    }

    /** One whose catalog says something else. */
    public Harbour(Path folder, UnaryOperator<String> altered) throws Exception {
        this.folder = folder;
        this.classes = Files.createDirectories(folder.resolve("classes"));
        var source = Files.writeString(folder.resolve("App.java"), PROGRAM);
        var compiled =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), source.toString());
        assertThat(compiled).isZero();
        Files.createDirectories(folder.resolve("artifacts"));
        Files.writeString(
                folder.resolve("staging.env"),
                "# what shop needs\nSECRET=" + CANARY + "\n\nLEVEL=a=b\nMETRICS=" + metrics() + "\n");
        var services = Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(services.resolve("shop.yaml"), altered.apply(yaml("process")));
        this.catalog = Catalog.read(services);
        this.granting = new Granting(folder, catalog.service("shop"), "staging");
    }

    /** The catalog's file with a target of some kind. */
    public String yaml(String kind) {
        return """
                service: shop
                artifacts: ../artifacts
                trustedKeys: [{id: build, file: build.pem}]
                command: ['%s', -Xmx32m, -XX:TieredStopAtLevel=1, -XX:+UseSerialGC, -cp, ., App, '{port}']
                health: /health
                keyFlows:
                  - {name: Health, method: GET, path: /health, headers: {}, body: '',
                     expect: {status: 200, contains: UP, within: PT2S}}
                environments:
                  staging:
                    production: false
                    variables: ../staging.env
                    settlingTime: PT3S
                    verification: {observationTime: PT5S, lookInterval: PT1S, leastRequests: 1, mostErrors: 0.1,
                                   slowerThan: PT1S, mostSlow: 0.1}
                    target:
                      kind: %s
                      root: ../target
                      instances: {a: [%d, %d], b: [%d, %d]}
                      sparePort: %d
                    traffic: {kind: none}
                    monitoring: {kind: direct}
                    address: {url: "http://127.0.0.1"}
                """
                .formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        kind,
                        ports.get(0),
                        ports.get(1),
                        ports.get(2),
                        ports.get(3),
                        ports.get(4));
    }

    /** From now on the catalog has one more instance, {@code c}. */
    public void addC() throws IOException {
        var c = "], c: [%d, %d]}\n".formatted(ports.get(5), ports.get(6));
        describe(yaml("process").replace("]}\n", c));
    }

    /** From now on the catalog has instances {@code x} and {@code y}, on the ports of {@code a} and {@code b}. */
    public void renameInstances() throws IOException {
        describe(yaml("process").replace("{a: [", "{x: [").replace(", b: [", ", y: ["));
    }

    private void describe(String yaml) throws IOException {
        target().slots().values().forEach(slots -> slots.forEach(slot -> former.add(slot.daemon())));
        var services = Files.createDirectories(folder.resolve("described-anew"));
        Files.writeString(services.resolve("shop.yaml"), yaml);
        catalog = Catalog.read(services);
        granting.moveTo(catalog.service("shop").place("staging"));
    }

    /** What each instance shows as its metrics. */
    public Path metrics() {
        return folder.resolve("metrics");
    }

    /** Starts a version in the first free slot of an instance, past every release. */
    public void run(Version version, String instance) throws Exception {
        var unpacked = target().unpacked(version);
        for (var slot : target().slots().getOrDefault(instance, List.of())) {
            if (target().start(slot, version, unpacked)) {
                return;
            }
        }
    }

    /** Where its jobs' permits come from. */
    public Granting granting() {
        return granting;
    }

    public Catalog catalog() {
        return catalog;
    }

    public LocalTarget target() {
        var shop = catalog.service("shop");
        return new LocalTarget(shop, "staging");
    }

    public Path root() {
        return folder.resolve("target");
    }

    public Path artifact(String number) {
        return folder.resolve("artifacts/shop-" + number + ".zip");
    }

    /** Builds a version: {@code good}, {@code exits}, {@code lies} (about its digest), {@code opens} one more port, {@code exposes} its own, or {@code orphans} a program that listens. */
    public Version build(String number, String behaviour) throws Exception {
        return build(number, behaviour, "");
    }

    /** The same, and what a shell does before it listens: if that ends badly, so does the program. */
    public Version build(String number, String behaviour, String script) throws Exception {
        return build(number, behaviour, script, "");
    }

    /** The same, and what a shell does whenever somebody asks for {@code /flow}. */
    public Version build(String number, String behaviour, String script, String flow) throws Exception {
        var zip = artifact(number);
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("App.class"));
            Files.copy(classes.resolve("App.class"), out);
            out.putNextEntry(new ZipEntry("behaviour"));
            out.write(behaviour.getBytes(UTF_8));
            out.putNextEntry(new ZipEntry("number"));
            out.write(number.getBytes(UTF_8));
            for (var said : Map.of("start.sh", script, "flow.sh", flow).entrySet()) {
                if (!said.getValue().isEmpty()) {
                    out.putNextEntry(new ZipEntry(said.getKey()));
                    out.write(said.getValue().getBytes(UTF_8));
                }
            }
        }
        var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(zip));
        return new Version(number, HexFormat.of().formatHex(digest));
    }

    /** The task of a release that brings shop to the goal, or to nothing, where a version may be confirmed. */
    public Job job(@Nullable Version goal, @Nullable Version confirmed) {
        var variables = new HashMap<String, @Nullable Object>(Map.of(
                Variable.SERVICE.name(), "shop",
                Variable.ENVIRONMENT.name(), "staging",
                Variable.VERSION.name(), goal == null ? "2.0.0" : goal.number()));
        if (goal != null) {
            variables.put(Variable.GOAL_VERSION.name(), goal.number());
            variables.put(Variable.GOAL_DIGEST.name(), goal.digest());
        }
        if (confirmed != null) {
            variables.put(Variable.CONFIRMED_VERSION.name(), confirmed.number());
            variables.put(Variable.CONFIRMED_DIGEST.name(), confirmed.digest());
        }
        return new Job("1", "shop-1", variables, granting);
    }

    /** What really runs, as name, version and pid: asked from the host, not from what is tested. */
    public List<String> processes(Version version) throws Exception {
        var pids = new ArrayList<String>();
        for (var process : ProcessHandle.allProcesses().toList()) {
            var environment = environment(process.pid());
            if (environment.contains("SLIPWAY_DIGEST=" + version.digest())
                    && process.info().command().orElse("").endsWith("java")
                    && working(process.pid()).startsWith(root())) {
                pids.add(Long.toString(process.pid()));
            }
        }
        return pids;
    }

    /** Waits until so many run: a start returns when a program is about to run, a moment before the host names it. */
    public List<String> processes(Version version, int count) throws Exception {
        await().until(() -> processes(version).size() == count);
        return processes(version);
    }

    /** The variables that a process was started with. */
    public static List<String> environment(long pid) {
        try {
            return List.of(
                    Files.readString(Path.of("/proc/" + pid + "/environ")).split("\0"));
        } catch (IOException e) {
            return List.of();
        }
    }

    @Override
    public void close() throws Exception {
        var daemons = new ArrayList<>(former);
        daemons.add(target().spare().daemon());
        target().slots().values().forEach(slots -> slots.forEach(slot -> daemons.add(slot.daemon())));
        Daemon.stopAll(daemons, Duration.ZERO);
    }

    private static Path working(long pid) {
        try {
            return Path.of("/proc/" + pid + "/cwd").toRealPath();
        } catch (IOException e) {
            return Path.of("/");
        }
    }

    private static List<Integer> freePorts(int count) throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        var ports = new ArrayList<Integer>();
        for (var i = 0; i < count; i++) {
            sockets.add(new ServerSocket(0));
            ports.add(sockets.get(i).getLocalPort());
        }
        for (var socket : sockets) {
            socket.close();
        }
        return ports;
    }
}
