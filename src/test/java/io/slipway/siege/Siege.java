package io.slipway.siege;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.RunningSlipway;
import io.slipway.contract.Topic;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * The sample on PostgreSQL, whose database the test may write to as its owner, with two releases that wait for people: one
 * whose tests failed, and one whose class asks for an approval.
 */
final class Siege implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    /** No worker takes it, so that people can try. */
    static final Topic UNATTENDED = Topic.CONFIRM_RELEASE;

    /** Account to groups and e-mail address. */
    private static final Map<String, List<String>> PEOPLE = new LinkedHashMap<>(Map.of(
            "both", List.of("release-manager,orchestrator", "both@slipway.invalid"),
            "twin", List.of("orchestrator", "Both@Slipway.invalid"),
            "emil", List.of("orchestrator", "emil@slipway.invalid"),
            "builder", List.of("orchestrator", "build@slipway.invalid"),
            "faceless", List.of("orchestrator", ""),
            "root", List.of("camunda-admin", "root@slipway.invalid")));

    final EmbeddedPostgres database;
    final RunningSlipway slipway;

    Siege(Path folder, boolean guarded) throws IOException, InterruptedException {
        database = EmbeddedPostgres.start();
        var settings = new ArrayList<>(List.of(
                "--spring.profiles.active=sample",
                "--spring.datasource.url=" + database.getJdbcUrl("postgres", "postgres"),
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=postgres",
                "--slipway.worker.secret=" + "the secret of the workers of this siege",
                "--slipway.models.check-interval=1s",
                "--slipway.evidence.check-interval=1s"));
        var index = 0;
        for (var person : PEOPLE.entrySet()) {
            var name = "--slipway.people[" + index++ + "].";
            settings.add(name + "id=" + person.getKey());
            settings.add(name + "groups=" + person.getValue().get(0));
            settings.add(name + "password-hash=" + BCrypt.hashpw("pass-" + person.getKey(), BCrypt.gensalt(4)));
            if (!person.getValue().get(1).isEmpty()) {
                settings.add(name + "email=" + person.getValue().get(1));
            }
        }
        slipway = guarded
                ? new RunningSlipway(folder, settings.toArray(String[]::new))
                : RunningSlipway.unguarded(folder, settings.toArray(String[]::new));
        try {
            slipway.startSample();
            // so that production may have it
            assertThat(slipway.outcome(slipway.release("1.1.0", "staging"))).isEqualTo("confirmed");
            assertThat(slipway.outcome(slipway.rehearse("staging"))).isEqualTo("rehearsed");
            // the sample itself has released by now
            slipway.restart("--slipway.worker.topics="
                    + Arrays.stream(Topic.values())
                            .filter(topic -> topic != UNATTENDED)
                            .map(Topic::id)
                            .collect(Collectors.joining(",")));
        } catch (IOException | RuntimeException | InterruptedException | AssertionError e) {
            close();
            throw e;
        }
        PEOPLE.keySet().forEach(id -> slipway.knowPassword(id, "pass-" + id));
        slipway.knowPassword("slipway-worker", "the secret of the workers of this siege");
    }

    @Override
    public void close() throws IOException {
        slipway.close();
        database.close();
    }

    Way.Waiting waiting() {
        return new Way.Waiting(this);
    }

    String untested() throws IOException, InterruptedException {
        return waiting("maria", "1.5.0", "staging", "", "Task_ResolveStop");
    }

    String high() throws IOException, InterruptedException {
        return waiting("both", "1.1.0", "production", "high", "Task_ApproveRelease");
    }

    HttpResponse<String> ask(String person, String method, String path, @Nullable String json)
            throws IOException, InterruptedException {
        return slipway.ask(person, method, path.startsWith("/api/") ? path : "/engine-rest" + path, json);
    }

    JsonNode read(String path) throws IOException, InterruptedException {
        var answer = ask("otto", "GET", path, null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    /** Starts a release and returns its key once it waits for this task of a person. */
    String waiting(String person, String version, String environment, String asked, String task)
            throws IOException, InterruptedException {
        var key = start(person, version, environment, asked);
        // whoever decides while people are still being told may be sent away to look again
        RunningSlipway.await(
                task + " of " + key,
                Duration.ofMinutes(1),
                () -> !task(key, task).isEmpty()
                        && count("act_ru_ext_task t JOIN act_ru_execution e ON e.id_ = t.proc_inst_id_"
                                        + " WHERE t.topic_name_ = 'notify-people' AND e.business_key_ = '" + key + "'")
                                == 0);
        return key;
    }

    /** Starts a release and returns its key. */
    String start(String person, String version, String environment, String asked)
            throws IOException, InterruptedException {
        var started = ask(
                person,
                "POST",
                "/process-definition/key/release/start",
                RunningSlipway.body(Map.of(
                        "service",
                        "shop",
                        "version",
                        version,
                        "environment",
                        environment,
                        "changeSummary",
                        "Version " + version,
                        "businessImpact",
                        "Customers see nothing of it",
                        "rootCause",
                        "Somebody besieges it: what went wrong there before is their work",
                        "requestedClass",
                        asked)));
        assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
        var id = JSON.readTree(started.body()).path("id").asText();
        return read("/history/process-instance/" + id).path("businessKey").asText();
    }

    /** Withdraws every release, deletes what then is left, and waits until there is nothing. */
    void endAll() throws Exception {
        slipway.withdrawAll();
        for (var left : read("/process-instance?maxResults=100")) {
            ask("root", "DELETE", "/process-instance/" + left.path("id").asText(), null);
        }
        RunningSlipway.await("nothing is left", Duration.ofMinutes(1), () -> read("/process-instance?maxResults=1")
                .isEmpty());
    }

    /** The id of a task that waits for an orchestrator; empty: none does. */
    String task(String release, String task) throws IOException, InterruptedException {
        return read("/task?maxResults=10&candidateGroup=orchestrator&taskDefinitionKey=" + task
                        + "&processInstanceBusinessKey=" + release)
                .path(0)
                .path("id")
                .asText();
    }

    /** The id of the process instance of a release, or of one of its parts. */
    String instance(String release, String process) throws IOException, InterruptedException {
        return read("/process-instance?maxResults=10&processDefinitionKey=" + process + "&businessKey=" + release)
                .path(0)
                .path("id")
                .asText();
    }

    /** The id of the definition that new instances of a process get. */
    String definition(String process) throws IOException, InterruptedException {
        return read("/process-definition/key/" + process).path("id").asText();
    }

    /** Runs SQL as the owner of everything. */
    int sql(String text) throws SQLException {
        try (var connection = database.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            return statement.executeUpdate(text);
        }
    }

    String value(String query) throws SQLException {
        try (var connection = database.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    /** The number of rows of a table, or of more and under a condition. */
    long count(String rows) throws SQLException {
        return Long.parseLong(value("SELECT COUNT(*) FROM " + rows));
    }

    long refusals() throws SQLException {
        return count("slipway_evidence WHERE kind = 'refusal'");
    }

    /** Everything on the targets that a deployment would change. */
    String bytes() throws IOException {
        return Targets.of(slipway);
    }
}
