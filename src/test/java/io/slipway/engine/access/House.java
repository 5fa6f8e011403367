package io.slipway.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.NoFriday;
import io.slipway.RunningSlipway;
import io.slipway.Shared;
import io.slipway.SmallCatalog;
import io.slipway.catalog.Catalog;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * One running Slipway for all tests of access, with a person in each role. Releases of it stand still: no worker works,
 * but the test may do a worker's work over HTTP.
 */
final class House implements AutoCloseable {

    /** Person to group. */
    static final Map<String, String> PEOPLE = people();

    static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "a-secret-of-the-workers-0123456789";
    private static final String ALERTS = "a-secret-of-the-alertmanager-0123456789";
    private static final int ENVIRONMENTS = 60;

    /** The environment that {@code live} comes after; nobody else gets it. */
    static final String BEFORE_LIVE = "e" + (ENVIRONMENTS - 1);

    /** The environment in which nothing is released at this time; nobody else gets it. */
    static final String FROZEN = "e" + (ENVIRONMENTS - 2);

    /** The environment that nobody looks after today; nobody else gets it. */
    static final String UNSTAFFED = "e" + (ENVIRONMENTS - 3);

    private static final Shared<House> SHARED = new Shared<>(House::open);

    final RunningSlipway slipway;
    private int taken;

    /** Gives the house to a test class. */
    static final class Key implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == House.class;
        }

        @Override
        public House resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return SHARED.get();
        }
    }

    private static Map<String, String> people() {
        var people = new LinkedHashMap<String, String>();
        people.put("maria", "release-manager");
        people.put("oskar", "orchestrator");
        people.put("arne", "database-architect");
        people.put("berta", "backend-specialist");
        people.put("dora", "debugger");
        people.put("otto", "ops");
        people.put("bea", "break-glass");
        people.put("bob", "break-glass");
        people.put("root", "camunda-admin");
        people.put("somebody", "");
        return people;
    }

    private static String frozen() {
        var now = LocalDateTime.now(NoFriday.zone()).withNano(0);
        return "{timeZone: %s, freezes: [{name: The great freeze, from: '%s', to: '%s'}]}"
                .formatted(NoFriday.zone(), now.minusDays(1), now.plusDays(1));
    }

    private static String unstaffed() {
        var other = LocalDate.now(NoFriday.zone()).getDayOfWeek().plus(3);
        return "{timeZone: %s, staffed: {days: [%s], from: '00:00', to: '23:59', least: PT1H}}"
                .formatted(NoFriday.zone(), other);
    }

    /** One more, for who leaves nothing of it as it was. */
    static House open() throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("house");
        var catalog = SmallCatalog.write(folder.resolve("catalog"), ENVIRONMENTS);
        SmallCatalog.calendar(catalog, FROZEN, frozen());
        SmallCatalog.calendar(catalog, UNSTAFFED, unstaffed());
        var settings = new ArrayList<>(List.of(
                "--slipway.worker.slots=0",
                "--slipway.worker.secret=" + SECRET,
                "--slipway.alerts.secret-file=" + Files.writeString(folder.resolve("alerts-secret"), ALERTS),
                "--slipway.catalog=" + catalog));
        for (var id : PEOPLE.keySet()) {
            settings.addAll(setting((settings.size() - 4) / 4, id));
        }
        var house = new House(RunningSlipway.fromJar(folder, settings.toArray(String[]::new)));
        house.slipway.start();
        PEOPLE.keySet().forEach(id -> house.slipway.knowPassword(id, "pass-" + id));
        house.slipway.knowPassword("slipway-worker", SECRET);
        house.slipway.knowPassword("slipway-alerts", ALERTS);
        return house;
    }

    private static List<String> setting(int index, String id) {
        var name = "--slipway.people[" + index + "].";
        return List.of(
                name + "id=" + id,
                name + "email=" + id + "@slipway.invalid",
                name + "groups=" + PEOPLE.get(id),
                name + "password-hash=" + BCrypt.hashpw("pass-" + id, BCrypt.gensalt(4)));
    }

    private House(RunningSlipway slipway) {
        this.slipway = slipway;
    }

    @Override
    public void close() throws IOException {
        slipway.close();
    }

    Path folder() {
        return slipway.folder();
    }

    /** An environment that no release has. */
    synchronized String freeEnvironment() {
        return "e" + taken++;
    }

    static String request(String environment) {
        return request(environment, "");
    }

    static String request(String environment, String requestedClass) {
        return request(environment, requestedClass, "");
    }

    private static String request(String environment, String requestedClass, String dataRollback) {
        return RunningSlipway.body(Map.of(
                "service", "tool",
                "version", "1.0.0",
                "environment", environment,
                "changeSummary", "a new tool",
                "businessImpact", "nobody notices",
                "dataRollback", dataRollback,
                "requestedClass", requestedClass));
    }

    /** Starts a release as the release manager and returns the id of its process instance. */
    String release(String environment) throws IOException, InterruptedException {
        return release(environment, "");
    }

    /** The same, asking for a class. */
    String release(String environment, String requestedClass) throws IOException, InterruptedException {
        return release(environment, requestedClass, "");
    }

    /** The same, saying what becomes of the data after a rollback. */
    String release(String environment, String requestedClass, String dataRollback)
            throws IOException, InterruptedException {
        var answer = slipway.ask(
                "maria",
                "POST",
                "/engine-rest/process-definition/key/release/start",
                request(environment, requestedClass, dataRollback));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("id").asText();
    }

    /** Reads JSON below {@code /engine-rest}, as the administrator. */
    JsonNode read(String path) throws IOException, InterruptedException {
        var answer = slipway.ask("root", "GET", "/engine-rest" + path, null);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    String key(String release) throws IOException, InterruptedException {
        return read("/history/process-instance/" + release).path("businessKey").asText();
    }

    /** What a worker with the same catalog answers of where a release takes place. */
    String placeDigest(String release) throws IOException, InterruptedException {
        var environment = key(release).replaceFirst("tool-[0-9.]+-", "").replaceFirst("-\\d+$", "");
        return Catalog.read(folder().resolve("catalog"))
                .service("tool")
                .place(environment)
                .digest();
    }

    /** The external task of that topic of a release, once it is there. */
    String externalTask(String release, String topic) throws IOException, InterruptedException {
        var key = key(release);
        var found = new ArrayList<String>();
        RunningSlipway.await(topic + " of " + key, Duration.ofSeconds(30), () -> {
            for (var part : read("/process-instance?maxResults=100&businessKey=" + key)) {
                read("/external-task?maxResults=10&topicName=" + topic + "&processInstanceId="
                                + part.path("id").asText())
                        .forEach(task -> found.add(task.path("id").asText()));
            }
            return !found.isEmpty();
        });
        return found.get(0);
    }

    /** Fetches until this task is held by {@code crew}; others that are fetched are given back. */
    void fetch(String topic, String externalTask) throws IOException, InterruptedException {
        RunningSlipway.await(topic + " is fetched", Duration.ofSeconds(30), () -> {
            var answer = worker(
                    "/external-task/fetchAndLock",
                    "{\"workerId\": \"crew\", \"maxTasks\": 50, \"topics\": [{\"topicName\": \"" + topic
                            + "\", \"lockDuration\": 600000}]}");
            var held = false;
            for (var task : JSON.readTree(answer.body())) {
                var id = task.path("id").asText();
                held |= id.equals(externalTask);
                if (!id.equals(externalTask)) {
                    worker("/external-task/" + id + "/unlock", "{}");
                }
            }
            return held;
        });
    }

    HttpResponse<String> worker(String path, String json) throws IOException, InterruptedException {
        return slipway.ask("slipway-worker", "POST", "/engine-rest" + path, json);
    }

    /** Does the worker's part with this topic, with an answer. */
    void work(String release, String topic, Map<String, String> answer) throws IOException, InterruptedException {
        var task = externalTask(release, topic);
        fetch(topic, task);
        var done = worker(
                "/external-task/" + task + "/complete",
                RunningSlipway.body(answer).replaceFirst("\\{", "{\"workerId\": \"crew\", "));
        assertThat(done.statusCode()).as(topic + ": " + done.body()).isEqualTo(204);
    }

    /** Brings a release to its stop in Prepare and returns the id of the task <i>Resolve stop</i>. */
    String stop(String release) throws IOException, InterruptedException {
        work(release, "collect-facts", Map.of("changeKinds", "source"));
        work(release, "check-tests", Map.of("testsVerdict", "fail"));
        work(release, "check-build", Map.of("buildVerdict", "pass"));
        work(release, "check-environment", Map.of("environmentVerdict", "pass"));
        work(release, "check-history", Map.of("historyVerdict", "pass"));
        work(release, "check-target", Map.of("targetVerdict", "pass"));
        work(release, "check-staging", Map.of("stagingVerdict", "pass"));
        work(release, "check-calendar", Map.of("calendarVerdict", "pass", "releaseWindow", "open"));
        work(release, "check-monitoring", Map.of("monitoringVerdict", "pass"));
        work(release, "check-baseline", Map.of("baselineVerdict", "pass"));
        work(release, "check-schema", Map.of("schemaVerdict", "pass"));
        work(release, "check-rollback-plan", Map.of("rollbackPlanVerdict", "pass"));
        work(release, "fill-checklist", Map.of("checklistVerdict", "pass", "openItems", "none"));
        work(release, "check-impact", Map.of("impactVerdict", "pass"));
        work(release, "notify-people", Map.of());
        return read("/task?maxResults=10&processInstanceBusinessKey=" + key(release))
                .path(0)
                .path("id")
                .asText();
    }
}
