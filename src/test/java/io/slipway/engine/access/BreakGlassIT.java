package io.slipway.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Break-glass as people use it: over HTTP, in Cockpit's session too, with the engine's own rights in force. */
@ExtendWith(House.Key.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("PHASE-0")
@Tag("NOT-3")
@Tag("SEC-3")
class BreakGlassIT {

    private static final String PAGES = "/camunda/api/engine/engine/default";
    private static final String REST = "/engine-rest";
    private static final String REASON = "The release hangs and customers wait";

    private House house;

    @BeforeAll
    void open(House house) {
        this.house = house;
    }

    private HttpResponse<String> ask(String person, String method, String path, @Nullable String json)
            throws IOException, InterruptedException {
        return house.slipway.ask(person, method, path, json);
    }

    private static void is(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    private HttpResponse<String> request(String person, String release) throws IOException, InterruptedException {
        return ask(
                person,
                "POST",
                "/api/break-glass",
                "{\"release\": \"" + house.key(release) + "\", \"reason\": \"" + REASON + "\"}");
    }

    /** Asked for by bea, confirmed by bob; returns its id. */
    private String openFor(String release) throws IOException, InterruptedException {
        var requested = request("bea", release);
        is(201, requested);
        var id = House.JSON.readTree(requested.body()).path("id").asText();
        is(200, ask("bob", "POST", "/api/break-glass/" + id + "/confirm", null));
        return id;
    }

    private HttpResponse<String> move(String person, String instance, String activity)
            throws IOException, InterruptedException {
        return ask(
                person,
                "POST",
                REST + "/process-instance/" + instance + "/modification",
                "{\"instructions\": [{\"type\": \"startBeforeActivity\", \"activityId\": \"" + activity + "\"}]}");
    }

    private HttpResponse<String> write(String person, String release) throws IOException, InterruptedException {
        return ask(
                person,
                "PUT",
                REST + "/process-instance/" + release + "/variables/changeSummary",
                "{\"value\": \"by hand\", \"type\": \"String\"}");
    }

    /** The entries of the release's pack of this kind. */
    private List<JsonNode> evidence(String release, String kind) throws IOException, InterruptedException {
        var found = new ArrayList<JsonNode>();
        var pack = house.slipway.fetch("otto", "/api/releases/" + house.key(release) + "/evidence");
        assertThat(pack.statusCode()).isEqualTo(200);
        try (var zip = new ZipInputStream(new ByteArrayInputStream(pack.body()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals("entries.jsonl")) {
                    for (var line : new String(zip.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                        found.add(House.JSON.readTree(line));
                    }
                }
            }
        }
        return found.stream()
                .filter(entry -> entry.path("kind").asText().equals(kind))
                .toList();
    }

    @Test
    void oneAloneCannotAndTwoCan() throws IOException, InterruptedException {
        var release = house.release(house.freeEnvironment());
        house.externalTask(release, "collect-facts");
        is(403, move("bea", release, "Task_ConfirmRelease"));
        var requested = request("bea", release);
        is(201, requested);
        var id = House.JSON.readTree(requested.body()).path("id").asText();
        is(400, ask("bea", "POST", "/api/break-glass/" + id + "/confirm", null));
        is(403, move("bea", release, "Task_ConfirmRelease"));
        is(403, ask("root", "POST", "/api/break-glass/" + id + "/confirm", null));
        is(200, ask("bob", "POST", "/api/break-glass/" + id + "/confirm", null));
        assertThat(ask("otto", "GET", "/api/break-glass", null).body()).contains(id, REASON, "\"confirmedBy\":\"bob\"");
        is(204, write("bob", release));
        is(204, move("bea", release, "CallActivity_Prepare"));
        assertThat(house.read("/process-instance?maxResults=10&businessKey=" + house.key(release)))
                .as("the release, and Prepare twice")
                .hasSize(3);
        is(200, ask("bob", "POST", "/api/break-glass/" + id + "/close", null));
        is(403, write("bob", release));
        assertThat(evidence(release, "break-glass"))
                .extracting(entry -> entry.path("body").path("event").asText() + " "
                        + entry.path("actor").asText())
                .containsExactly("requested bea", "confirmed bob", "used bob", "used bea", "closed bob");
        assertThat(evidence(release, "refusal"))
                .extracting(entry -> entry.path("actor").asText())
                .contains("bea", "bob");
        assertThat(evidence(release, "head")).isNotEmpty();
        assertThat(Files.readString(house.folder().resolve("slipway-1.log")))
                .contains("Break-glass for " + house.key(release) + " is confirmed by bob");
    }

    @Test
    void aPartOfTheReleaseIsTheRelease() throws IOException, InterruptedException {
        var release = house.release(house.freeEnvironment());
        var task = house.externalTask(release, "collect-facts");
        var part =
                house.read("/external-task/" + task).path("processInstanceId").asText();
        assertThat(part).isNotEqualTo(release);
        is(403, move("bob", part, "Task_CheckBuild"));
        openFor(release);
        is(204, move("bob", part, "Task_CheckBuild"));
        assertThat(house.externalTask(release, "check-build")).isNotEmpty();
    }

    @Test
    void inCockpitAReleaseIsDeletedByTwo() throws IOException, InterruptedException {
        var release = house.release(house.freeEnvironment());
        house.externalTask(release, "collect-facts");
        var cockpit = new Session(house.slipway);
        assertThat(cockpit.login("bea", "cockpit")).isEqualTo(200);
        is(403, cockpit.ask("DELETE", PAGES + "/process-instance/" + release, null));
        openFor(release);
        is(204, cockpit.ask("DELETE", PAGES + "/process-instance/" + release, null));
        is(404, ask("otto", "GET", REST + "/process-instance/" + release, null));
    }

    @Test
    void everybodyElseAndEverythingElseStaysRefused() throws IOException, InterruptedException {
        var release = house.release(house.freeEnvironment());
        var other = house.release(house.freeEnvironment());
        var task = house.externalTask(release, "collect-facts");
        house.fetch("collect-facts", task);
        openFor(release);
        for (var person : List.of("root", "otto", "oskar", "maria", "slipway-worker")) {
            is(403, move(person, release, "Task_ConfirmRelease"));
            is(403, write(person, release));
            is(403, ask(person, "DELETE", REST + "/process-instance/" + release, null));
            is(403, request(person, release));
        }
        is(403, move("bea", other, "Task_ConfirmRelease"));
        is(403, write("bob", other));
        is(403, ask("bea", "DELETE", REST + "/process-instance/" + other, null));
        is(403, ask("bea", "POST", REST + "/external-task/" + task + "/complete", "{\"workerId\": \"crew\"}"));
        is(403, ask("bea", "POST", REST + "/deployment/create", "{}"));
        is(403, ask("bea", "POST", REST + "/migration/execute", "{}"));
        is(
                403,
                ask(
                        "bea",
                        "POST",
                        REST + "/process-instance/" + release + "/modification-async",
                        "{\"instructions\": []}"));
        is(403, ask("bea", "DELETE", REST + "/process-instance/" + release + "/variables/version", null));
    }

    @Test
    void whatIsAskedForWronglyIsAProblem() throws IOException, InterruptedException {
        for (var body : List.of("{", "[]", "{}", "{\"release\": \"nosuch-1\", \"reason\": \"" + REASON + "\"}")) {
            var answer = ask("bea", "POST", "/api/break-glass", body);
            is(400, answer);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
            assertThat(answer.body()).contains("\"detail\"").doesNotContain("Exception", "io.slipway", "fasterxml");
        }
        is(400, ask("bea", "POST", "/api/break-glass/nosuch/confirm", null));
        is(400, ask("bea", "POST", "/api/break-glass/nosuch/close", null));
    }
}
