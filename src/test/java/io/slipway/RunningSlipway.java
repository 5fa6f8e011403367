package io.slipway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The built program as a process of its own, spoken to over HTTP only. With the profile {@code sample}
 * there is the shop with its customers, and a {@link Colleague} who attests checklists; a killed one is started again on the same data by {@link #start}.
 */
public final class RunningSlipway implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START = Duration.ofMinutes(4);
    private static final Pattern PERSON = Pattern.compile("(?m)^  (\\w+) +[a-z-]+ +(\\S{20,})$");
    /** What the sample needs; the server's own follows. */
    private static final int PORTS = 40;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Path folder;
    private final int port;
    private final int samplePort;
    private final List<String> settings;
    private final Map<String, String> passwords = new HashMap<>();
    private List<String> program = List.of();
    private int starts;
    private @Nullable Process process;
    private @Nullable Colleague colleague;

    /**
     * @param folder an empty one; data and logs lie there
     * @param settings such as {@code --slipway.worker.slots=0}
     */
    public RunningSlipway(Path folder, String... settings) throws IOException {
        this.folder = folder;
        this.samplePort = Ports.block(PORTS + 1);
        this.port = samplePort + PORTS;
        this.settings = new ArrayList<>(List.of(settings));
        this.settings.add("--slipway.sample.time-zone=" + NoFriday.zone());
        // tests say themselves when a rollback is rehearsed: by the clock it would take their environment in between
        this.settings.add("--slipway.rehearsals.look-every=P1D");
    }

    /** One from the very jar, as people run it. */
    public static RunningSlipway fromJar(Path folder, String... settings) throws IOException {
        var slipway = new RunningSlipway(folder, settings);
        slipway.program = List.of("-jar", jar().toString());
        return slipway;
    }

    /** One without its guards: what they hold is shown by comparing. */
    public static RunningSlipway unguarded(Path folder, String... settings) throws IOException {
        var slipway = new RunningSlipway(folder, settings);
        var holes = Files.createDirectories(folder.resolve("holes/io/slipway/permit"));
        try (var classes = Files.list(Path.of("target/test-classes/io/slipway/permit"))) {
            for (var file : classes.filter(f -> f.getFileName().toString().startsWith("Unguarded"))
                    .toList()) {
                Files.copy(file, holes.resolve(file.getFileName()));
            }
        }
        slipway.program = List.of(
                "-Dspring.main.sources=io.slipway.permit.Unguarded",
                "-Dcamunda.bpm.authorization.enabled=false",
                "-cp",
                ownClassPath() + File.pathSeparator + folder.resolve("holes"),
                "io.slipway.Slipway");
        return slipway;
    }

    /** Where this JVM's classes are, without those of the tests. */
    static String ownClassPath() {
        var own = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(own.split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The jar that Failsafe names; elsewhere the one that was built last. */
    public static Path jar() throws IOException {
        var named = System.getProperty("slipway.jar");
        if (named != null) {
            return Path.of(named);
        }
        try (var files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("There is no jar yet: ./mvnw package"));
        }
    }

    /** Starts it and waits until its web server answers. */
    public RunningSlipway start() throws IOException, InterruptedException {
        starts++;
        var command = new ArrayList<>(List.of(java(), "-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(program.isEmpty() ? QuickJar.program() : program);
        command.addAll(
                List.of("--server.port=" + port, "--slipway.data=" + folder, "--slipway.sample.port=" + samplePort));
        command.addAll(settings);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(logFile().toFile())
                .start();
        await("Slipway answers", START, () -> {
            if (!running()) {
                throw new AssertionError("Slipway ended: " + log(starts));
            }
            return ask(null, "GET", "/actuator/health", null).statusCode() == 200;
        });
        return this;
    }

    /** The same with the sample, whose shop is open when this returns. */
    public RunningSlipway startSample() throws IOException, InterruptedException {
        start();
        awaitSample();
        return this;
    }

    /** Waits until the shop is open, which it is once workers work. */
    public void awaitSample() throws IOException {
        await("the shop is open", START, () -> log(starts).contains("Next: log in"));
        PERSON.matcher(log(starts)).results().forEach(found -> passwords.putIfAbsent(found.group(1), found.group(2)));
        var admin = folder.resolve("admin-password");
        if (Files.exists(admin)) {
            passwords.put("admin", Files.readString(admin).strip());
        }
        if (colleague == null) {
            colleague = new Colleague(this, "bela");
        }
    }

    /** Who attests the checklists of the sample. */
    public Colleague colleague() {
        return Objects.requireNonNull(colleague);
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private Path logFile() {
        return folder.resolve("slipway-" + starts + ".log");
    }

    /** What it has said since its n-th start. */
    public String log(int start) throws IOException {
        return Files.readString(folder.resolve("slipway-" + start + ".log"));
    }

    /** What it has said since it was started. */
    public String log() throws IOException {
        return log(starts);
    }

    /** Stops it, and starts it with these settings beside its others. */
    public void restart(String... more) throws IOException, InterruptedException {
        stop();
        settings.addAll(List.of(more));
        start();
    }

    public boolean running() {
        return process != null && process.isAlive();
    }

    /** {@code kill -9}: nothing is said, nothing is tidied up. */
    public void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() throws IOException {
        if (colleague != null) {
            colleague.close();
        }
        stop();
    }

    private void stop() throws IOException {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("Slipway did not stop: " + log(starts));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public Path folder() {
        return folder;
    }

    public URI address() {
        return URI.create("http://localhost:" + port);
    }

    /** Where users of the sample's environment send their requests. */
    public URI shop(String environment) {
        return URI.create("http://127.0.0.1:" + (samplePort + (environment.equals("staging") ? 0 : 20)));
    }

    /** The version that users of the sample's environment get now. */
    public String serving(String environment) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(shop(environment) + "/health"))
                .timeout(Duration.ofSeconds(30))
                .build();
        return http.send(request, BodyHandlers.discarding())
                .headers()
                .firstValue("X-Shop-Version")
                .orElse("nobody");
    }

    public String password(String person) {
        return passwords.getOrDefault(person, "");
    }

    /** Makes a password known that the test gave itself. */
    public void knowPassword(String person, String password) {
        passwords.put(person, password);
    }

    /**
     * Sends a request.
     *
     * @param person who sends it; null: nobody
     * @param json the body; null: none
     */
    public HttpResponse<String> ask(@Nullable String person, String method, String path, @Nullable String json)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address().resolve(path)).timeout(Duration.ofSeconds(30));
        if (person != null) {
            var basic = person + ":" + password(person);
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)));
        }
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        return http.send(
                request.method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Fetches bytes, as this person. */
    public HttpResponse<byte[]> fetch(String person, String path) throws IOException, InterruptedException {
        var basic = person + ":" + password(person);
        return http.send(
                HttpRequest.newBuilder(address().resolve(path))
                        .timeout(Duration.ofSeconds(30))
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    /** Reads JSON below {@code /engine-rest}, as the operator of the sample. */
    public JsonNode read(String path) throws IOException, InterruptedException {
        var answer = ask("otto", "GET", "/engine-rest" + path, null);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    /** Asks for a release of the shop, as the release manager of the sample. */
    public HttpResponse<String> ask(String version, String environment) throws IOException, InterruptedException {
        return ask(
                "maria",
                "POST",
                "/engine-rest/process-definition/key/release/start",
                body(Map.of(
                        "service",
                        "shop",
                        "version",
                        version,
                        "environment",
                        environment,
                        "changeSummary",
                        "Version " + version + " of the shop",
                        "businessImpact",
                        "Customers see nothing of it")));
    }

    /** A body with these variables, all text. */
    public static String body(Map<String, String> variables) {
        var typed = new HashMap<String, Object>();
        variables.forEach((name, value) -> typed.put(name, Map.of("value", value, "type", "String")));
        try {
            return JSON.writeValueAsString(Map.of("variables", typed));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Starts a release of the shop.
     *
     * @return the id of its process instance
     */
    public String release(String version, String environment) throws IOException, InterruptedException {
        var answer = ask(version, environment);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("id").asText();
    }

    /** Asks for a rehearsal of the shop's rollback. */
    public HttpResponse<String> askForRehearsal(String person, String environment)
            throws IOException, InterruptedException {
        return ask(
                person,
                "POST",
                "/engine-rest/process-definition/key/rehearse-rollback/start",
                body(Map.of("service", "shop", "environment", environment)));
    }

    /**
     * Starts a rehearsal of the shop's rollback, as the operator of the sample.
     *
     * @return the id of its process instance
     */
    public String rehearse(String environment) throws IOException, InterruptedException {
        var answer = askForRehearsal("otto", environment);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("id").asText();
    }

    /** Asks, as the release manager of the sample, for the end of a release. */
    public HttpResponse<String> withdraw(String key) throws IOException, InterruptedException {
        return ask(
                "maria",
                "POST",
                "/engine-rest/message",
                "{\"messageName\":\"release.withdrawn\",\"businessKey\":\"" + key + "\"}");
    }

    /** Withdraws every release that is under way and waits until all have ended. */
    public void withdrawAll() throws IOException, InterruptedException {
        for (var release : read("/process-instance?maxResults=100&processDefinitionKey=release")) {
            var id = release.path("id").asText();
            await("the withdrawn release ends", Duration.ofMinutes(3), () -> {
                // a release that is just doing something may miss the message
                withdraw(release.path("businessKey").asText());
                return hasEnded(id);
            });
        }
    }

    public boolean hasEnded(String release) throws IOException, InterruptedException {
        return !read("/history/process-instance/" + release)
                .path("state")
                .asText()
                .equals("ACTIVE");
    }

    /** Waits for a release's end and returns how it ended. */
    public String outcome(String release) throws IOException, InterruptedException {
        await("the release ends", Duration.ofMinutes(3), () -> hasEnded(release));
        return variable(release, "outcome");
    }

    /** A variable of the release, or what it was at the end. */
    public String variable(String release, String name) throws IOException, InterruptedException {
        var found = read("/history/variable-instance?deserializeValues=false&maxResults=10&processInstanceId=" + release
                + "&variableName=" + name);
        return found.path(0).path("value").asText();
    }

    /** The findings of the release: rule, verdict, why, facts, phase. */
    public JsonNode findings(String release) throws IOException, InterruptedException {
        return JSON.readTree(variable(release, "findings"));
    }

    /** The ids of the activities of the release and its parts that have been reached so far. */
    public List<String> reached(String release) throws IOException, InterruptedException {
        var key =
                read("/history/process-instance/" + release).path("businessKey").asText();
        var reached = new ArrayList<String>();
        for (var part : read("/history/process-instance?maxResults=100&processInstanceBusinessKey=" + key)) {
            read("/history/activity-instance?maxResults=500&processInstanceId="
                            + part.path("id").asText())
                    .forEach(activity -> reached.add(activity.path("activityId").asText()));
        }
        return reached;
    }

    /** Waits until something holds; not being able to ask counts as not yet. */
    public static void await(String what, Duration patience, Callable<Boolean> condition) {
        var end = Instant.now().plus(patience);
        @Nullable Exception last = null;
        while (Instant.now().isBefore(end)) {
            try {
                if (condition.call()) {
                    return;
                }
            } catch (Exception e) {
                last = e;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new AssertionError("Not within " + patience + ": " + what, last);
    }
}
