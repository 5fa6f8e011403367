package io.slipway.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.RunningSlipway;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each role needs for its work is not refused. */
@ExtendWith(House.Key.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("SEC-3")
class RolesAtWorkIT {

    private static final String PAGES = "/camunda/api/engine/engine/default";

    private House house;

    @BeforeAll
    void open(House house) {
        this.house = house;
    }

    private HttpResponse<String> ask(String person, String method, String path, @Nullable String json)
            throws IOException, InterruptedException {
        return house.slipway.ask(person, method, "/engine-rest" + path, json);
    }

    private static void is(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    private Session session(String person, String application) throws IOException, InterruptedException {
        var session = new Session(house.slipway);
        assertThat(session.login(person, application)).isEqualTo(200);
        return session;
    }

    @ParameterizedTest
    @CsvSource({
        "maria, tasklist",
        "oskar, tasklist",
        "arne, tasklist",
        "berta, tasklist",
        "dora, tasklist",
        "otto, cockpit",
        "root, admin"
    })
    void everybodyReads(String person, String application) throws IOException, InterruptedException {
        var release = house.release(house.freeEnvironment());
        var session = session(person, application);
        for (var path : List.of(
                "/process-instance/" + release,
                "/process-definition/key/release/xml",
                "/history/process-instance/" + release,
                "/task?maxResults=10")) {
            is(200, house.slipway.ask(person, "GET", "/engine-rest" + path, null));
            is(200, session.ask("GET", PAGES + path, null));
        }
        is(200, session.ask("POST", PAGES + "/task/count", "{}"));
    }

    @Test
    void aReleaseManagerStartsAndWithdrawsInTasklist() throws IOException, InterruptedException {
        var tasklist = session("maria", "tasklist");
        var started = tasklist.ask(
                "POST", PAGES + "/process-definition/key/release/submit-form", House.request(house.freeEnvironment()));
        is(200, started);
        var release = House.JSON.readTree(started.body()).path("id").asText();
        house.externalTask(release, "collect-facts");
        is(
                204,
                tasklist.ask(
                        "POST",
                        PAGES + "/message",
                        "{\"messageName\": \"release.withdrawn\", \"businessKey\": \"" + house.key(release) + "\"}"));
    }

    @Test
    void anOrchestratorDecidesAStopInTasklist() throws IOException, InterruptedException {
        var task = house.stop(house.release(house.freeEnvironment()));
        var tasklist = session("oskar", "tasklist");
        is(204, tasklist.ask("POST", PAGES + "/task/" + task + "/claim", "{\"userId\": \"oskar\"}"));
        var giveUp = RunningSlipway.body(Map.of("stopDecision", "give-up", "stopReason", "no more of it"));
        is(204, tasklist.ask("POST", PAGES + "/task/" + task + "/submit-form", giveUp));
    }

    @Test
    void opsSetTheRetriesOfWhatIsStuck() throws IOException, InterruptedException {
        var release = house.release(house.freeEnvironment());
        var task = house.externalTask(release, "collect-facts");
        house.fetch("collect-facts", task);
        is(204, house.worker("/external-task/" + task + "/failure", "{\"workerId\": \"crew\", \"retries\": 0}"));
        var cockpit = session("otto", "cockpit");
        is(204, cockpit.ask("PUT", PAGES + "/external-task/" + task + "/retries", "{\"retries\": 2}"));
        assertThat(house.read("/external-task/" + task).path("retries").asInt()).isEqualTo(2);
        var timer =
                house.read("/job?maxResults=1&timers=true").path(0).path("id").asText("");
        if (!timer.isEmpty()) {
            is(204, cockpit.ask("PUT", PAGES + "/job/" + timer + "/retries", "{\"retries\": 3}"));
        }
        is(
                200,
                cockpit.ask(
                        "GET",
                        "/camunda/api/cockpit/plugin/base/default/process-definition/statistics?maxResults=9",
                        null));
    }

    @Test
    void anAdministratorKeepsPeople() throws IOException, InterruptedException {
        var admin = session("root", "admin");
        var user =
                "{\"profile\": {\"id\": \"nina\", \"firstName\": \"N\", \"lastName\": \"N\"}, \"credentials\": {\"password\": \"A-good-Password-1\"}}";
        is(204, admin.ask("POST", PAGES + "/user/create", user));
        is(204, admin.ask("PUT", PAGES + "/group/debugger/members/nina", "{}"));
        house.slipway.knowPassword("nina", "A-good-Password-1");
        is(200, ask("nina", "GET", "/process-definition/count", null));
        is(204, admin.ask("DELETE", PAGES + "/group/debugger/members/nina", "{}"));
        is(204, admin.ask("DELETE", PAGES + "/user/nina", null));
    }

    /** With the secret, and nothing but a worker's own calls (the rest is in {@link RoleMatrix}). */
    @Test
    void aWorkerFetchesExtendsCompletesAndFails() throws IOException, InterruptedException {
        var task = house.externalTask(house.release(house.freeEnvironment()), "collect-facts");
        house.fetch("collect-facts", task);
        is(
                204,
                house.worker(
                        "/external-task/" + task + "/extendLock", "{\"workerId\": \"crew\", \"newDuration\": 9000}"));
        is(204, house.worker("/external-task/" + task + "/failure", "{\"workerId\": \"crew\", \"retries\": 1}"));
        house.fetch("collect-facts", task);
        is(204, house.worker("/external-task/" + task + "/complete", "{\"workerId\": \"crew\"}"));
        for (var path :
                List.of("/external-task?maxResults=1", "/process-instance/count", "/engine", "/user?maxResults=1")) {
            is(403, house.slipway.ask("slipway-worker", "GET", "/engine-rest" + path, null));
        }
    }

    /** Who may create users may name one like the workers' account, and put anybody into its group. */
    @Test
    @Tag("PHASE-0")
    void anAdministratorCannotMakeAWorker() throws IOException, InterruptedException {
        var task = house.externalTask(house.release(house.freeEnvironment()), "collect-facts");
        house.fetch("collect-facts", task);
        var user =
                "{\"profile\": {\"id\": \"slipway-worker\"}, \"credentials\": {\"password\": \"A-good-Password-1\"}}";
        is(204, ask("root", "POST", "/user/create", user));
        is(204, ask("root", "PUT", "/group/slipway-worker/members/slipway-worker", "{}"));
        is(204, ask("root", "PUT", "/group/slipway-worker/members/somebody", "{}"));
        var secret = house.slipway.password("slipway-worker");
        try {
            house.slipway.knowPassword("slipway-worker", "A-good-Password-1");
            var path = "/external-task/" + task + "/complete";
            is(401, house.worker(path, "{\"workerId\": \"crew\"}"));
            is(403, ask("somebody", "POST", path, "{\"workerId\": \"crew\"}"));
        } finally {
            house.slipway.knowPassword("slipway-worker", secret);
            ask("root", "DELETE", "/group/slipway-worker/members/somebody", "{}");
            ask("root", "DELETE", "/user/slipway-worker", null);
        }
    }
}
