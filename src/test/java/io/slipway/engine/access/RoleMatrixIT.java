package io.slipway.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.engine.access.RoleMatrix.Row;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everybody tries everything that they may not, by every way in; nothing comes of it. So many refusals are not all written
 * as evidence, hence a house of its own: in another class's each of them is looked for.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("SEC-3")
@Tag("PHASE-0")
class RoleMatrixIT {

    private static final List<Integer> REFUSED = List.of(401, 403, 404);

    /** Where each person logs in. */
    private static final Map<String, String> APPLICATIONS = Map.of(
            "maria", "tasklist",
            "oskar", "tasklist",
            "arne", "tasklist",
            "berta", "tasklist",
            "dora", "tasklist",
            "otto", "cockpit",
            "bea", "cockpit",
            "bob", "cockpit",
            "root", "admin");

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private House house;
    private String before = "";

    @BeforeAll
    void open() throws IOException, InterruptedException {
        house = House.open();
        var stopped = house.release(house.freeEnvironment());
        names.put("task", house.stop(stopped));
        var waiting = house.release(house.freeEnvironment());
        names.put("external", house.externalTask(waiting, "collect-facts"));
        house.fetch("collect-facts", names.get("external"));
        var failed = house.release(house.freeEnvironment());
        var failedTask = house.externalTask(failed, "collect-facts");
        house.fetch("collect-facts", failedTask);
        house.worker("/external-task/" + failedTask + "/failure", "{\"workerId\": \"crew\", \"retries\": 0}");
        names.put("incident", id("/incident?maxResults=1&processDefinitionKeyIn=prepare-release"));
        names.put("release", waiting);
        names.put("key", house.key(waiting));
        names.put("definition", id("/process-definition?key=release&maxResults=1"));
        names.put("execution", id("/execution?processInstanceId=" + waiting + "&maxResults=1"));
        names.put("deployment", id("/deployment?maxResults=1"));
        names.put("filter", id("/filter?maxResults=1"));
        names.put("job", id("/job?timers=true&maxResults=1"));
        names.put("jobDefinition", id("/job-definition?maxResults=1"));
        names.put("start", House.request(house.freeEnvironment()));
        names.put(
                "giveUp",
                "{\"variables\": {\"stopDecision\": {\"value\": \"give-up\"}, \"stopReason\": {\"value\": \"no more\"}}}");
        names.put(
                "user",
                "{\"profile\": {\"id\": \"eve\", \"firstName\": \"E\", \"lastName\": \"V\"}, \"credentials\": {\"password\": \"A-good-Password-1\"}}");
        var instructions = "\"processInstanceIds\": [\"" + waiting + "\"]";
        names.put(
                "migration",
                "{\"migrationPlan\": {\"sourceProcessDefinitionId\": \"{definition}\", \"targetProcessDefinitionId\": \"{definition}\", \"instructions\": []}, "
                        + instructions + "}");
        names.put(
                "modification",
                "{\"processDefinitionId\": \"{definition}\", \"instructions\": [{\"type\": \"startBeforeActivity\", \"activityId\": \"Task_ConfirmRelease\"}], "
                        + instructions + "}");
        for (var person : House.PEOPLE.keySet()) {
            var session = new Session(house.slipway);
            var status = session.login(person, APPLICATIONS.getOrDefault(person, "tasklist"));
            assertThat(status).as(person).isEqualTo(APPLICATIONS.containsKey(person) ? 200 : 403);
            sessions.put(person, session);
        }
        sessions.put("nobody", new Session(house.slipway));
        for (var program : List.of("slipway-worker", "slipway-alerts")) {
            var session = new Session(house.slipway);
            assertThat(session.login(program, "tasklist")).isEqualTo(401);
            sessions.put(program, session);
        }
        before = state();
    }

    @AfterAll
    void close() throws IOException {
        house.close();
    }

    private String id(String path) throws IOException, InterruptedException {
        return house.read(path).path(0).path("id").asText();
    }

    private String fill(String text) {
        var filled = text;
        for (var round = 0; round < 2; round++) {
            for (var name : names.entrySet()) {
                filled = filled.replace("{" + name.getKey() + "}", name.getValue());
            }
        }
        return filled;
    }

    /** Everything that a call could change, as the engine itself tells it. */
    private String state() throws IOException, InterruptedException {
        var all = new StringBuilder();
        for (var path : List.of(
                "/process-instance",
                "/execution",
                "/variable-instance?deserializeValues=false",
                "/task",
                "/external-task",
                "/job",
                "/job-definition",
                "/incident",
                "/event-subscription",
                "/deployment",
                "/process-definition",
                "/batch",
                "/user",
                "/group",
                "/authorization",
                "/filter",
                "/tenant",
                "/history/process-instance",
                "/history/variable-instance?deserializeValues=false")) {
            all.append(house.read(path + (path.contains("?") ? "&" : "?") + "maxResults=1000"))
                    .append('\n');
        }
        for (var group : List.of("orchestrator", "ops")) {
            all.append(house.read("/user?maxResults=1000&memberOfGroup=" + group));
        }
        return all.append(house.read("/task/" + names.get("task") + "/identity-links"))
                .toString();
    }

    static Stream<Row> rows() {
        return RoleMatrix.rows();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whoMayNotIsRefusedAndNothingChanges(Row row) throws IOException, InterruptedException {
        var wrong = new ArrayList<String>();
        var body = row.body().isEmpty() ? null : fill(row.body());
        for (var caller : sessions.keySet()) {
            if (row.allowed().contains(caller)) {
                continue;
            }
            for (var mount : List.of("/engine-rest", "/engine-rest/engine/default")) {
                var answer = ask(caller, row.method(), mount + fill(row.path()), body);
                note(wrong, caller + " by password at " + mount, answer);
            }
            var path = "/camunda/api/engine/engine/default" + fill(row.path());
            note(wrong, caller + " by session", sessions.get(caller).ask(row.method(), path, body));
        }
        assertThat(wrong).isEmpty();
        var expected = before;
        before = state();
        assertThat(before).isEqualTo(expected);
    }

    private static void note(List<String> wrong, String what, HttpResponse<String> answer) {
        if (!REFUSED.contains(answer.statusCode())) {
            wrong.add(what + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    private HttpResponse<String> ask(String caller, String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        return house.slipway.ask(caller.equals("nobody") ? null : caller, method, path, body);
    }

    /** Pages and paths beside the engine's REST interface. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    GET  | /actuator/prometheus                                                 | otto root
                    GET  | /actuator/info                                                       | otto root
                    GET  | /actuator                                                            |
                    GET  | /actuator/env                                                        |
                    GET  | /actuator/heapdump                                                   |
                    GET  | /actuator/beans                                                      |
                    POST | /actuator/loggers/root                                               |
                    POST | /actuator/shutdown                                                   |
                    GET  | /h2-console/                                                         |
                    GET  | /error                                                               |
                    GET  | /api/anything                                                        |
                    POST | /api/bad-versions                                                    | maria oskar dora otto
                    POST | /api/bad-versions/lift                                               | oskar
                    DELETE | /api/bad-versions                                                  |
                    POST | /api/holds/lift                                                      | maria oskar otto
                    POST | /api/holds                                                           |
                    DELETE | /api/holds                                                         |
                    POST | /api/break-glass                                                     | bea bob
                    POST | /api/break-glass/any/confirm                                         | bea bob
                    POST | /api/break-glass/any/close                                           | bea bob
                    GET  | /api/break-glass/any                                                 |
                    DELETE | /api/break-glass/any                                               |
                    POST | /api/alerts                                                          | slipway-alerts
                    GET  | /api/alerts                                                          |
                    GET  | /api/alerts/any                                                      | slipway-worker
                    POST | /api/alerts/any                                                      |
                    DELETE | /api/alerts/any                                                    |
                    POST | /api/permits                                                         | slipway-worker
                    GET  | /ENGINE-REST/process-instance                                        |
                    GET  | /camunda/API/engine/engine/default/process-instance                  |
                    GET  | /camunda/api/cockpit/plugin/base/default/process-definition/statistics?maxResults=10 | otto bea bob root
                    POST | /camunda/api/cockpit/plugin/base/default/incident?firstResult=0&maxResults=9 | otto bea bob root
                    POST | /camunda/api/cockpit/plugin/base/default/process-instance            | otto bea bob root
                    GET  | /camunda/api/admin/plugin/adminPlugins/default/metrics               | root
                    GET  | /camunda/api/admin/setup/default/user/create                         |
                    POST | /camunda/api/admin/setup/default/user/create                         |
                    """)
    void whatLiesBesideIsRefusedToo(String method, String path, @Nullable String allowed)
            throws IOException, InterruptedException {
        var wrong = new ArrayList<String>();
        for (var caller : sessions.keySet()) {
            if (allowed == null || !List.of(allowed.split(" ")).contains(caller)) {
                var body = method.equals("POST") ? "{}" : null;
                note(wrong, caller + " by password", ask(caller, method, path, body));
                note(wrong, caller + " by session", sessions.get(caller).ask(method, path, body));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"maria, tasklist", "otto, cockpit", "root, admin"})
    void aPageOfAnotherSiteCannotUseTheSession(String person, String application)
            throws IOException, InterruptedException {
        var path = "/camunda/api/engine/engine/default/task/" + names.get("task") + "/claim";
        var other = new Session(house.slipway);
        assertThat(other.login(person, application)).isEqualTo(200);
        assertThat(other.cookie("XSRF-TOKEN")).isNotEmpty();
        other.forgetToken();
        assertThat(other.ask("POST", path, "{}").statusCode()).isEqualTo(403);
    }
}
